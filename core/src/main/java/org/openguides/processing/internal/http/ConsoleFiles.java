package org.openguides.processing.internal.http;

import javax.jcr.Binary;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The files of the console, as installed in the repository by the content package. Belongs to a session that can read
 * them; empty if the session cannot or if the package is missing.
 */
final class ConsoleFiles {

    /** The folder in which the package installs the files. */
    static final String FOLDER = "/apps/openguides/console";

    /** Valid name of a file or folder of the console; excludes JCR names such as jcr:content and parent segments. */
    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9-][A-Za-z0-9.-]*");

    private final Session session;

    ConsoleFiles(Session session) {
        this.session = session;
    }

    /**
     * Returns the content of a file.
     *
     * @param name path relative to the folder, without a leading slash; untrusted input
     */
    Optional<byte[]> read(String name) throws IOException, RepositoryException {
        String path = FOLDER + "/" + name;
        boolean isOurs = Arrays.stream(name.split("/", -1))
                .allMatch(segment -> SEGMENT.matcher(segment).matches() && !segment.contains(".."));
        return isOurs && session.nodeExists(path) ? Optional.of(bytes(session.getNode(path))) : Optional.empty();
    }

    /** Returns all files by relative path, in order of paths. */
    Map<String, byte[]> all() throws IOException, RepositoryException {
        Map<String, byte[]> files = new TreeMap<>();
        if (session.nodeExists(FOLDER)) {
            collect(session.getNode(FOLDER), "", files);
        }
        return files;
    }

    private static void collect(Node folder, String prefix, Map<String, byte[]> files)
            throws IOException, RepositoryException {
        for (NodeIterator children = folder.getNodes(); children.hasNext(); ) {
            Node child = children.nextNode();
            String name = prefix + child.getName();
            if (child.isNodeType("nt:file")) {
                files.put(name, bytes(child));
            } else {
                collect(child, name + "/", files);
            }
        }
    }

    private static byte[] bytes(Node file) throws IOException, RepositoryException {
        Binary binary = file.getNode("jcr:content").getProperty("jcr:data").getBinary();
        try (InputStream stream = binary.getStream()) {
            return stream.readAllBytes();
        } finally {
            binary.dispose();
        }
    }
}
