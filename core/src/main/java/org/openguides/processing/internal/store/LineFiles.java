package org.openguides.processing.internal.store;

import javax.jcr.Binary;
import javax.jcr.Node;
import javax.jcr.RepositoryException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;

import org.openguides.processing.internal.text.CompressedLines;

/**
 * Lists that are written once, as files of lines; each line ends with a line feed. They are compressed, for most of what they
 * hold are paths, of which a tenth is left then.
 */
public final class LineFiles {

    private static final String CONTENT = "jcr:content";
    private static final String DATA = "jcr:data";

    private LineFiles() {}

    /** Adds a file; transient until saved. */
    public static void add(Node parent, String name, List<String> lines) throws RepositoryException {
        // oak:Resource, because nt:resource is referenceable and would cost an index entry for each file.
        Node content = parent.addNode(name, "nt:file").addNode(CONTENT, "oak:Resource");
        content.setProperty("jcr:mimeType", "application/gzip");
        ByteArrayInputStream bytes = new ByteArrayInputStream(CompressedLines.encode(lines));
        Binary binary = content.getSession().getValueFactory().createBinary(bytes);
        try {
            content.setProperty(DATA, binary);
        } finally {
            binary.dispose();
        }
    }

    /** The lines of a file that {@link #add} made. */
    public static List<String> lines(Node file) throws RepositoryException {
        return read(file, Long.MAX_VALUE);
    }

    /** The first line of a file that {@link #add} made, without reading the others; empty if it has none. */
    static String firstLine(Node file) throws RepositoryException {
        List<String> first = read(file, 1);
        return first.isEmpty() ? "" : first.get(0);
    }

    private static List<String> read(Node file, long most) throws RepositoryException {
        Binary binary = file.getProperty(CONTENT + "/" + DATA).getBinary();
        try {
            return CompressedLines.decode(binary.getStream(), most);
        } catch (IOException e) {
            throw new RepositoryException("cannot read " + file.getPath(), e);
        } finally {
            binary.dispose();
        }
    }
}
