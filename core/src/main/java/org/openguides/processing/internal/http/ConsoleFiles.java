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
 * The files of the console, as a package has put them into the repository. Belongs to a session that can read them; where it
 * cannot, or where the package is missing, there are none.
 */
final class ConsoleFiles {

    /** Where the package puts them. */
    static final String FOLDER = "/apps/openguides/console";

    /** Of the names that ours have: nothing of the repository, and no way out of the folder. */
    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9-][A-Za-z0-9.-]*");

    private final Session session;

    ConsoleFiles(Session session) {
        this.session = session;
    }

    /**
     * The bytes of a file.
     *
     * @param name path below the folder, without a slash at its beginning; may be anything that a client sends
     */
    Optional<byte[]> read(String name) throws IOException, RepositoryException {
        String path = FOLDER + "/" + name;
        boolean isOurs = Arrays.stream(name.split("/", -1))
                .allMatch(segment -> SEGMENT.matcher(segment).matches() && !segment.contains(".."));
        return isOurs && session.nodeExists(path) ? Optional.of(bytes(session.getNode(path))) : Optional.empty();
    }

    /** All of them by their names, in order. */
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
