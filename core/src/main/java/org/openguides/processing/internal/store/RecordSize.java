package org.openguides.processing.internal.store;

import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.Property;
import javax.jcr.PropertyIterator;
import javax.jcr.RepositoryException;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The size of an ended run in the repository. It is measured once and stored with the run, which does not change any
 * more. Immutable.
 *
 * @param bytes total length of all property values
 * @param nodes number of nodes
 */
public record RecordSize(long bytes, long nodes) {

    private static final String BYTES = "keptBytes";
    private static final String NODES = "keptNodes";
    private static final String MEASURED = "keptMeasuredAt";

    /** Returns the size stored since the run ended; empty if there is none. */
    public static Optional<RecordSize> noted(RunNode run) throws RepositoryException {
        @Nullable Instant measured = Nodes.instant(run.node(), MEASURED);
        // a run that was resumed may have been measured after its earlier end
        if (measured == null || measured.isBefore(run.updatedAt())) {
            return Optional.empty();
        }
        return Optional.of(new RecordSize(Nodes.number(run.node(), BYTES), Nodes.number(run.node(), NODES)));
    }

    /** Measures a run. Accesses each of its properties but reads no list. */
    public static RecordSize measure(RunNode run) throws RepositoryException {
        long bytes = 0;
        long nodes = 0;
        Deque<Node> open = new ArrayDeque<>();
        open.push(run.node());
        while (!open.isEmpty()) {
            Node node = open.pop();
            nodes++;
            for (PropertyIterator properties = node.getProperties(); properties.hasNext(); ) {
                bytes += length(properties.nextProperty());
            }
            for (NodeIterator children = node.getNodes(); children.hasNext(); ) {
                open.push(children.nextNode());
            }
        }
        return new RecordSize(bytes, nodes);
    }

    /** Stores the size with the run. Transient until saved. */
    public void note(RunNode run, Instant now) throws RepositoryException {
        run.node().setProperty(BYTES, bytes);
        run.node().setProperty(NODES, nodes);
        Nodes.set(run.node(), MEASURED, now);
    }

    private static long length(Property property) throws RepositoryException {
        if (!property.isMultiple()) {
            return property.getLength();
        }
        long sum = 0;
        for (long length : property.getLengths()) {
            sum += length;
        }
        return sum;
    }
}
