package org.openguides.processing.internal.store;

import javax.jcr.Binary;
import javax.jcr.Node;
import javax.jcr.RepositoryException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;

import org.openguides.processing.internal.text.CompressedLines;

/**
 * Immutable lists, stored as files with one line per entry, each ending with a line feed. They are compressed to about
 * a tenth, since most entries are paths.
 */
public final class LineFiles {

    private static final String CONTENT = "jcr:content";
    private static final String DATA = "jcr:data";

    private LineFiles() {}

    /** Adds a file. Transient until saved. */
    public static void add(Node parent, String name, List<String> lines) throws RepositoryException {
        // oak:Resource, since nt:resource is referenceable and would add an index entry for each file
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

    /** Returns the lines of a file that {@link #add} created. */
    public static List<String> lines(Node file) throws RepositoryException {
        return read(file, Long.MAX_VALUE);
    }

    /** Returns the first line of a file that {@link #add} created, without reading the rest; empty if there is none. */
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
