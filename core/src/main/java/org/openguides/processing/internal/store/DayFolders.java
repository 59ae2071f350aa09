package org.openguides.processing.internal.store;

import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.internal.text.Subtrees;

/**
 * Nodes in folders {@code yyyy/MM/dd} by the day (UTC) of their creation. There is no separate index of names that
 * could become inconsistent: a node is searched day by day, newest first, at the cost of one look-up per existing day.
 *
 * @param root absolute path of the folder with the years
 */
public record DayFolders(String root) {

    /** Valid node names; others are not looked up, as they might be illegal in JCR. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,64}");

    /** Levels: years, months, days. */
    private static final int DEPTH = 3;

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);

    /** Returns the path of a day's folder, which may not exist. */
    public String path(Instant day) {
        return root + "/" + DAY.format(day);
    }

    /** Returns the folder of a day; creates it if missing, transient until saved. */
    public Node folder(Session session, Instant day) throws RepositoryException {
        return Nodes.folder(session, path(day));
    }

    /** Returns the node with this name; empty if there is none. */
    public Optional<Node> find(Session session, String name) throws RepositoryException {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        return days(session)
                .filter(day -> guarded(() -> day.hasNode(name)))
                .map(day -> guarded(() -> day.getNode(name)))
                .findFirst();
    }

    /** Returns the folders of all days, newest first. Read lazily; an error is a {@link ProcessingException}. */
    public Stream<Node> days(Session session) throws RepositoryException {
        if (!session.nodeExists(root)) {
            return Stream.empty();
        }
        Function<Node, Stream<Node>> newestFirst = folder ->
                children(folder).sorted(Comparator.comparing(this::name).reversed());
        return newestFirst.apply(session.getNode(root)).flatMap(newestFirst).flatMap(newestFirst);
    }

    /** Visits the folders of days. */
    @FunctionalInterface
    public interface Visitor {

        /** Visits the folder of a day; returns whether to continue. */
        boolean visit(Node day) throws RepositoryException;
    }

    /**
     * Visits the folders of days, newest first, until the visitor stops.
     *
     * @param from later days are skipped without reading them; null to skip none
     */
    public void visit(Session session, @Nullable Instant from, Visitor visitor) throws RepositoryException {
        if (session.nodeExists(root)) {
            // years of more digits have a sign, and are no names of folders
            String latest = from == null || from.isAfter(LATEST) ? null : path(from);
            visit(session.getNode(root), latest, DEPTH, visitor);
        }
    }

    private boolean visit(Node folder, @Nullable String from, int depth, Visitor visitor) throws RepositoryException {
        if (depth == 0) {
            return visitor.visit(folder);
        }
        for (Node child : children(folder)
                .sorted(Comparator.comparing(this::name).reversed())
                .toList()) {
            String path = child.getPath();
            boolean later =
                    from != null && path.compareTo(from.substring(0, Math.min(path.length(), from.length()))) > 0;
            if (!later && !visit(child, from, depth - 1, visitor)) {
                return false;
            }
        }
        return true;
    }

    /** Returns the children of a day's folder, in no particular order. */
    public Stream<Node> children(Node folder) {
        return guarded(() -> {
            List<Node> children = new ArrayList<>();
            for (NodeIterator nodes = folder.getNodes(); nodes.hasNext(); ) {
                children.add(nodes.nextNode());
            }
            return children.stream();
        });
    }

    /**
     * Removes the folder of a day other than today if it is empty, with ancestors that become empty. Transient until
     * saved.
     */
    public void prune(Node day, Instant now) throws RepositoryException {
        String today = path(now);
        Node folder = day;
        while (!folder.hasNodes() && !Subtrees.contains(folder.getPath(), today)) {
            Node parent = folder.getParent();
            folder.remove();
            folder = parent;
        }
    }

    private String name(Node node) {
        return guarded(node::getName);
    }

    private interface Read<T> {
        T read() throws RepositoryException;
    }

    private <T> T guarded(Read<T> read) {
        try {
            return read.read();
        } catch (RepositoryException e) {
            throw new ProcessingException("cannot read " + root, e);
        }
    }
}
