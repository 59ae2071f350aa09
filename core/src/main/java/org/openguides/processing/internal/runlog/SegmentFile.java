package org.openguides.processing.internal.runlog;

import javax.jcr.Binary;
import javax.jcr.Node;
import javax.jcr.RepositoryException;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A file of a log. Bound to a session. */
final class SegmentFile {

    private static final String CONTENT = "jcr:content";
    private static final String DATA = "jcr:data";

    private final Node log;
    private final String name;

    /** Creates a reference to the file with this name, which may not exist. */
    SegmentFile(Node log, String name) {
        this.log = log;
        this.name = name;
    }

    /** Returns the absolute path. */
    String path() throws RepositoryException {
        return log.getPath() + "/" + name;
    }

    /** Sets the content of the file to these lines. Transient until saved. */
    void write(List<String> lines) throws RepositoryException {
        byte[] bytes = (String.join("\n", lines) + "\n").getBytes(UTF_8);
        Binary binary = log.getSession().getValueFactory().createBinary(new ByteArrayInputStream(bytes));
        try {
            content().setProperty(DATA, binary);
        } finally {
            binary.dispose();
        }
    }

    private Node content() throws RepositoryException {
        if (log.hasNode(name)) {
            return log.getNode(name).getNode(CONTENT);
        }
        // not nt:resource, whose identifier would add an index entry
        Node content = log.addNode(name, "nt:file").addNode(CONTENT, "oak:Resource");
        content.setProperty("jcr:mimeType", "text/plain");
        content.setProperty("jcr:encoding", "utf-8");
        return content;
    }

    /**
     * Reads {@code count} lines after skipping {@code skip} lines.
     *
     * @throws RepositoryException if the file does not exist or has fewer lines
     */
    void read(int skip, int count, List<String> into) throws RepositoryException {
        int wanted = into.size() + count;
        Binary binary = data();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(binary.getStream(), UTF_8))) {
            lines.lines().skip(skip).limit(count).forEach(into::add);
        } catch (IOException | UncheckedIOException e) {
            throw new RepositoryException("cannot read segment " + name, e);
        } finally {
            binary.dispose();
        }
        if (into.size() != wanted) {
            throw new RepositoryException("lines are missing in segment " + name);
        }
    }

    private Binary data() throws RepositoryException {
        return log.getNode(name).getNode(CONTENT).getProperty(DATA).getBinary();
    }
}
