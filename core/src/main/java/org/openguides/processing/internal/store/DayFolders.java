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
 * Nodes in folders {@code yyyy/MM/dd} by the day (UTC) they were made on. There is no index of their names beside the
 * tree, which could drift from it: a node is looked for day by day, newest first, which costs one look-up for each day
 * that has any.
 *
 * @param root absolute path of the folder that holds the years
 */
public record DayFolders(String root) {

    /** What a node name of ours can be; anything else is not looked for, as it might not even be a legal name. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,64}");

    /** Years, months, days. */
    private static final int DEPTH = 3;

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);

    /** The path of a day's folder, whether or not it is there. */
    public String path(Instant day) {
        return root + "/" + DAY.format(day);
    }

    /** The folder of a day; made if it is missing, transient until saved. */
    public Node folder(Session session, Instant day) throws RepositoryException {
        return Nodes.folder(session, path(day));
    }

    /** The node of this name; empty if there is none. */
    public Optional<Node> find(Session session, String name) throws RepositoryException {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        return days(session)
                .filter(day -> guarded(() -> day.hasNode(name)))
                .map(day -> guarded(() -> day.getNode(name)))
                .findFirst();
    }

    /** The folders of all days, newest first; read as they are taken, a failure is a {@link ProcessingException}. */
    public Stream<Node> days(Session session) throws RepositoryException {
        if (!session.nodeExists(root)) {
            return Stream.empty();
        }
        Function<Node, Stream<Node>> newestFirst = folder ->
                children(folder).sorted(Comparator.comparing(this::name).reversed());
        return newestFirst.apply(session.getNode(root)).flatMap(newestFirst).flatMap(newestFirst);
    }

    /** Is shown the folders of days. */
    @FunctionalInterface
    public interface Visitor {

        /** Takes the folder of a day; says whether to go on. */
        boolean visit(Node day) throws RepositoryException;
    }

    /**
     * Shows the folders of days, newest first, until the visitor has seen enough.
     *
     * @param from leaves out later days, without reading them; null for none
     */
    public void visit(Session session, @Nullable Instant from, Visitor visitor) throws RepositoryException {
        if (session.nodeExists(root)) {
            visit(session.getNode(root), from == null ? null : path(from), DEPTH, visitor);
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

    /** The children of a day's folder, in no particular order. */
    public Stream<Node> children(Node folder) {
        return guarded(() -> {
            List<Node> children = new ArrayList<>();
            for (NodeIterator nodes = folder.getNodes(); nodes.hasNext(); ) {
                children.add(nodes.nextNode());
            }
            return children.stream();
        });
    }

    /** Removes a day's folder if nothing is left in it, and those above it; but not today's. Transient until saved. */
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
