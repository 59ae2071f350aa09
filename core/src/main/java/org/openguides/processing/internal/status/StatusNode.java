package org.openguides.processing.internal.status;

import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import org.openguides.processing.internal.store.Fence;
import org.openguides.processing.internal.store.LineFiles;
import org.openguides.processing.internal.store.Nodes;
import org.openguides.processing.internal.store.RecordFormat;
import org.openguides.processing.internal.store.UnknownFormatException;

/** A status job in the repository. Changes are transient until the session of the node is saved. */
final class StatusNode {

    private static final String CREATED = "createdAt";
    private static final String ENDED = "endedAt";
    private static final String EXCLUDED = "excludedPaths";
    private static final String OWNER = "owner";
    /** Absent if an earlier version recorded the request: then the repository alone decides what exists. */
    private static final String MISSING = "missingPaths";

    private static final String PATHS = "paths";
    private static final String REQUESTED_BY = "requestedBy";
    private static final String RESULTS = "results";
    private static final String SEGMENTS = "segments";
    private static final String STATE = "state";
    private static final String UPDATED = "updatedAt";

    private final Node node;

    private StatusNode(Node node) {
        this.node = node;
    }

    /**
     * Returns the job stored in a node.
     *
     * @throws UnknownFormatException if only a later version understands it
     */
    static StatusNode of(Node node) throws RepositoryException {
        RecordFormat.check(node);
        return new StatusNode(node);
    }

    static StatusNode create(Node folder, String id, StatusRequest request, Instant now) throws RepositoryException {
        Node node = folder.addNode(id, Nodes.RECORD);
        RecordFormat.stamp(node);
        Nodes.set(node, PATHS, request.paths());
        Nodes.set(node, MISSING, request.missingPaths());
        Nodes.set(node, EXCLUDED, request.excludedPaths());
        node.setProperty(REQUESTED_BY, request.requestedBy());
        node.setProperty(STATE, StatusState.QUEUED.name());
        Nodes.set(node, CREATED, now);
        Nodes.set(node, UPDATED, now);
        return new StatusNode(node);
    }

    /** Returns the job at a path that an earlier look-up returned. */
    static StatusNode at(Session session, String path) throws RepositoryException {
        return new StatusNode(session.getNode(path));
    }

    /** Returns the node, for the fence. */
    Node node() {
        return node;
    }

    StatusState state() throws RepositoryException {
        return RecordFormat.constant(StatusState.class, node.getProperty(STATE).getString(), node);
    }

    /**
     * Checks that its state, if it has one, is known.
     *
     * @throws UnknownFormatException if the state is unknown
     */
    void checkState() throws RepositoryException {
        if (node.hasProperty(STATE)) {
            state();
        }
    }

    StatusRequest request() throws RepositoryException {
        return new StatusRequest(
                Nodes.texts(node, PATHS),
                Nodes.texts(node, MISSING),
                Nodes.texts(node, EXCLUDED),
                Nodes.text(node, REQUESTED_BY, ""));
    }

    /** Returns the time of the last change; the epoch if unknown. */
    Instant updatedAt() throws RepositoryException {
        return Objects.requireNonNullElse(Nodes.instant(node, UPDATED), Instant.EPOCH);
    }

    StatusJob snapshot() throws RepositoryException {
        return new StatusJob(
                node.getName(),
                request(),
                state(),
                segments(),
                Objects.requireNonNullElse(Nodes.instant(node, CREATED), Instant.EPOCH),
                updatedAt(),
                Nodes.instant(node, ENDED));
    }

    /** Returns the id of the present or last owner; empty if there is none, it gave the job up, or it is unknown. */
    String owner() throws RepositoryException {
        return Nodes.text(node, OWNER, "");
    }

    /** Returns whether it may be acquired: it has not ended, and no other live owner works on it. */
    boolean isFreeFor(StatusOwner owner) throws RepositoryException {
        return switch (state()) {
            case QUEUED -> true;
            case COMPUTING -> owner.mayTake(node.getName(), owner(), updatedAt());
            case SUCCEEDED, FAILED -> false;
        };
    }

    /** Records a heartbeat of its owner. */
    void beat(Instant now) throws RepositoryException {
        Nodes.set(node, UPDATED, now);
    }

    /** Takes the job for an owner, and removes rows of earlier owners. */
    Fence begin(String owner, Instant now) throws RepositoryException {
        Fence fence = Fence.seize(node);
        node.setProperty(OWNER, owner);
        if (node.hasNode(RESULTS)) {
            node.getNode(RESULTS).remove();
        }
        node.addNode(RESULTS, Nodes.FOLDER);
        node.setProperty(SEGMENTS, 0);
        node.setProperty(STATE, StatusState.COMPUTING.name());
        Nodes.set(node, UPDATED, now);
        return fence;
    }

    /** Leaves the unfinished job to any owner. */
    void release(Instant now) throws RepositoryException {
        node.setProperty(OWNER, "");
        beat(now);
    }

    /** Adds an immutable file with rows. */
    void addSegment(List<StatusRow> rows, Instant now) throws RepositoryException {
        int number = segments();
        LineFiles.add(
                node.getNode(RESULTS),
                segment(number),
                rows.stream().map(StatusRow::encode).toList());
        node.setProperty(SEGMENTS, number + 1L);
        Nodes.set(node, UPDATED, now);
    }

    void end(StatusState state, Instant now) throws RepositoryException {
        node.setProperty(STATE, state.name());
        Nodes.set(node, ENDED, now);
        Nodes.set(node, UPDATED, now);
    }

    /** Returns the rows of one segment, counted from 0. */
    List<StatusRow> rows(int segment) throws RepositoryException {
        return LineFiles.lines(node.getNode(RESULTS + "/" + segment(segment))).stream()
                .map(StatusRow::decode)
                .toList();
    }

    private int segments() throws RepositoryException {
        return (int) Nodes.number(node, SEGMENTS);
    }

    private static String segment(int number) {
        return String.format(Locale.ROOT, "r%05d", number);
    }
}
