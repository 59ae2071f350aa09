package org.openguides.processing.testing;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

import org.apache.jackrabbit.oak.api.Blob;
import org.apache.jackrabbit.oak.api.PropertyState;
import org.apache.jackrabbit.oak.api.Type;
import org.apache.jackrabbit.oak.plugins.memory.EmptyNodeState;
import org.apache.jackrabbit.oak.spi.state.DefaultNodeStateDiff;
import org.apache.jackrabbit.oak.spi.state.NodeState;

/** Estimated sizes of nodes as documents of a database: names and values of their properties. */
final class DocumentSizes {

    /** Oak's data stores inline smaller binaries in the document, as hexadecimal digits. */
    private static final long INLINED = 16 * 1024;

    private static final int REFERENCE = 100;

    private DocumentSizes() {}

    /** Returns the nodes of a state that exceed a size, by path. */
    static Map<String, Long> over(long most, NodeState root) {
        return over(most, EmptyNodeState.MISSING_NODE, root);
    }

    /** Returns the nodes that differ from an earlier state and exceed a size, by path. */
    static Map<String, Long> over(long most, NodeState before, NodeState after) {
        Map<String, Long> found = new TreeMap<>();
        collect("", most, before, after, found);
        return found;
    }

    private static void collect(String path, long most, NodeState before, NodeState after, Map<String, Long> found) {
        long size = size(after);
        if (size > most) {
            found.put(path, size);
        }
        after.compareAgainstBaseState(before, new DefaultNodeStateDiff() {
            @Override
            public boolean childNodeAdded(String name, NodeState added) {
                collect(path + "/" + name, most, EmptyNodeState.MISSING_NODE, added, found);
                return true;
            }

            @Override
            public boolean childNodeChanged(String name, NodeState old, NodeState changed) {
                collect(path + "/" + name, most, old, changed, found);
                return true;
            }
        });
    }

    private static long size(NodeState node) {
        long size = 0;
        for (PropertyState property : node.getProperties()) {
            size += property.getName().length();
            for (int i = 0; i < property.count(); i++) {
                size += property.getType().tag() == Type.BINARY.tag()
                        ? size(property.getValue(Type.BINARY, i))
                        : property.getValue(Type.STRING, i).getBytes(StandardCharsets.UTF_8).length;
            }
        }
        return size;
    }

    private static long size(Blob blob) {
        return blob.length() < INLINED ? 2 * blob.length() : REFERENCE;
    }
}
