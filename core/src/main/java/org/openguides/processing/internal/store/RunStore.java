package org.openguides.processing.internal.store;

import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs below {@code /var/openguides/runs/yyyy/MM/dd}. Finding one costs what {@link DayFolders} says.
 */
public final class RunStore {

    private static final Logger LOG = LoggerFactory.getLogger(RunStore.class);

    /** Where runs are kept. */
    public static final String ROOT = "/var/openguides/runs";

    private static final DayFolders FOLDERS = new DayFolders(ROOT);

    private RunStore() {}

    /** Adds a queued run; transient until saved. */
    public static RunNode create(Session session, String id, RunRequest request, Instant now)
            throws RepositoryException {
        return RunNode.create(FOLDERS.folder(session, now), id, request, now);
    }

    /** The run with this id; empty if there is none. */
    public static Optional<RunNode> find(Session session, String id) throws RepositoryException {
        return FOLDERS.find(session, id).map(RunNode::new);
    }

    /** Where the run with this id is; empty if there is none. */
    public static Optional<Node> locate(Session session, String id) throws RepositoryException {
        return find(session, id).map(RunNode::node);
    }

    /** The newest runs, newest first; a damaged record is left out. */
    public static List<Run> newest(Session session, int limit, @Nullable Instant before) throws RepositoryException {
        return FOLDERS.days(session)
                .flatMap(RunStore::runsOfDay)
                .filter(run -> before == null || run.createdAt().isBefore(before))
                .limit(limit)
                .toList();
    }

    /** The folders that hold the runs of a day each, newest first. */
    public static List<Node> days(Session session) throws RepositoryException {
        return FOLDERS.days(session).toList();
    }

    /** The runs of a day, in no particular order; damaged ones too. */
    public static List<RunNode> ofDay(Node day) {
        return FOLDERS.children(day).map(RunNode::new).toList();
    }

    /** Removes a day's folder if nothing is left in it; transient until saved. */
    public static void prune(Node day, Instant now) throws RepositoryException {
        FOLDERS.prune(day, now);
    }

    private static Stream<Run> runsOfDay(Node day) {
        return FOLDERS.children(day)
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
}
