package org.openguides.processing.internal.store;

import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.RunOutline;
import org.openguides.processing.api.RunPage;
import org.openguides.processing.api.RunRequest;

/** Runs below {@code /var/openguides/runs/yyyy/MM/dd}. See {@link DayFolders} for the cost of finding one. */
public final class RunStore {

    /** Path of the parent of all runs. */
    public static final String ROOT = "/var/openguides/runs";

    private static final DayFolders FOLDERS = new DayFolders(ROOT);

    private RunStore() {}

    /** Adds a queued run. Transient until saved. */
    public static RunNode create(Session session, String id, RunRequest request, Instant now)
            throws RepositoryException {
        return RunNode.create(FOLDERS.folder(session, now), id, request, now);
    }

    /**
     * Returns the run with this id; empty if there is none.
     *
     * @throws UnknownFormatException if only a later version understands it
     */
    public static Optional<RunNode> find(Session session, String id) throws RepositoryException {
        Optional<Node> node = FOLDERS.find(session, id);
        return node.isEmpty() ? Optional.empty() : Optional.of(RunNode.of(node.get()));
    }

    /** Returns the node of the run with this id; empty if there is none that this version understands. */
    public static Optional<Node> locate(Session session, String id) throws RepositoryException {
        try {
            return find(session, id).map(RunNode::node);
        } catch (UnknownFormatException e) {
            RecordReader.leave(id, e);
            return Optional.empty();
        }
    }

    /**
     * See {@link org.openguides.processing.api.Runs#newest}; leaves out records that are damaged or of a later version.
     */
    public static RunPage newest(Session session, int limit, @Nullable Instant before, Predicate<RunOutline> chosen)
            throws RepositoryException {
        return new RunPages(limit, before, chosen).read(FOLDERS, session);
    }

    /** Returns a run whose record can be read; empty if it is missing, damaged or of a later version. */
    static Optional<RunNode> findReadable(Session session, String id) throws RepositoryException {
        return RecordReader.read(id, () -> {
                    Optional<RunNode> run = find(session, id);
                    if (run.isPresent()) {
                        RunSnapshot.of(run.get());
                    }
                    return run;
                })
                .orElse(Optional.empty());
    }

    /** Returns the folders of the runs of each day, newest first. */
    public static List<Node> days(Session session) throws RepositoryException {
        return FOLDERS.days(session).toList();
    }

    /** Returns the run nodes of a day, newest first; unreadable ones are included as the oldest. */
    public static List<Node> newestFirst(Node day) throws RepositoryException {
        Map<Node, Instant> created = new LinkedHashMap<>();
        for (Node run : FOLDERS.children(day).toList()) {
            Optional<Instant> at =
                    RecordReader.read(run, () -> StoredOutline.of(run).createdAt());
            created.put(run, at.orElse(Instant.EPOCH));
        }
        return created.entrySet().stream()
                .sorted(Map.Entry.<Node, Instant>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Removes the folder of a day if it is empty. Transient until saved. */
    public static void prune(Node day, Instant now) throws RepositoryException {
        FOLDERS.prune(day, now);
    }
}
