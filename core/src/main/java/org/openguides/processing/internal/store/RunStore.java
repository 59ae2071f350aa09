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
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs below {@code /var/openguides/runs/yyyy/MM/dd}. There is no index of ids beside the tree, which could drift from it:
 * a run is looked for day by day, newest first, which costs one node lookup for each day on which a run was started.
 */
public final class RunStore {

    private static final Logger LOG = LoggerFactory.getLogger(RunStore.class);

    /** Where runs are kept. */
    public static final String ROOT = "/var/openguides/runs";

    /** What a node name of ours can be; anything else is not looked for, as it might not even be a legal name. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);

    private RunStore() {}

    /** Adds a queued run; transient until saved. */
    public static RunNode create(Session session, String id, RunRequest request, Instant now)
            throws RepositoryException {
        return RunNode.create(Nodes.folder(session, ROOT + "/" + DAY.format(now)), id, request, now);
    }

    /** The run with this id; empty if there is none. */
    public static Optional<RunNode> find(Session session, String id) throws RepositoryException {
        if (!ID.matcher(id).matches()) {
            return Optional.empty();
        }
        return days(session)
                .filter(day -> guarded(() -> day.hasNode(id)))
                .map(day -> guarded(() -> new RunNode(day.getNode(id))))
                .findFirst();
    }

    /** Where the run with this id is; empty if there is none. */
    public static Optional<Node> locate(Session session, String id) throws RepositoryException {
        return find(session, id).map(RunNode::node);
    }

    /** The newest runs, newest first; a damaged record is left out. */
    public static List<Run> newest(Session session, int limit, @Nullable Instant before) throws RepositoryException {
        return days(session)
                .flatMap(RunStore::runsOfDay)
                .filter(run -> before == null || run.createdAt().isBefore(before))
                .limit(limit)
                .toList();
    }

    private static Stream<Run> runsOfDay(Node day) {
        return children(day)
                .flatMap(node -> readable(node).stream())
                .sorted(Comparator.comparing(Run::createdAt).reversed());
    }

    private static Optional<Run> readable(Node node) {
        try {
            return Optional.of(new RunNode(node).snapshot());
        } catch (RepositoryException | IllegalArgumentException e) {
            LOG.warn("Left out a damaged run: {}", node, e);
            return Optional.empty();
        }
    }

    private static Stream<Node> days(Session session) throws RepositoryException {
        if (!session.nodeExists(ROOT)) {
            return Stream.empty();
        }
        Function<Node, Stream<Node>> newestFirst = folder ->
                children(folder).sorted(Comparator.comparing(RunStore::name).reversed());
        return newestFirst.apply(session.getNode(ROOT)).flatMap(newestFirst).flatMap(newestFirst);
    }

    private static Stream<Node> children(Node node) {
        return guarded(() -> {
            List<Node> children = new ArrayList<>();
            for (NodeIterator nodes = node.getNodes(); nodes.hasNext(); ) {
                children.add(nodes.nextNode());
            }
            return children.stream();
        });
    }

    private static String name(Node node) {
        return guarded(node::getName);
    }

    private interface Read<T> {
        T read() throws RepositoryException;
    }

    private static <T> T guarded(Read<T> read) {
        try {
            return read.read();
        } catch (RepositoryException e) {
            throw new ProcessingException("cannot read " + ROOT, e);
        }
    }
}
