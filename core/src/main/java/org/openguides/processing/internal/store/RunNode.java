package org.openguides.processing.internal.store;

import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.Comparison;
import org.openguides.processing.api.GuidesProperties;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunEvent;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.RunState;
import org.openguides.processing.api.Selection;
import org.openguides.processing.api.ThrottleReason;

/** A run in the repository. Changes are transient until the session that the node belongs to is saved. */
public final class RunNode {

    static final String ATTEMPT = "attempt";
    private static final String CANCELLED_AT = "cancelRequestedAt";
    private static final String CANCELLED_BY = "cancelRequestedBy";
    static final String COMMENT = "comment";
    static final String CREATED = "createdAt";
    private static final String CURSOR = "cursor";
    static final String ENDED = "endedAt";
    private static final String FAILURE = "failure";
    private static final String FOUND = "found";
    private static final String GUIDES_PROPERTIES = "guidesProperties";
    private static final String OWNER = "owner";
    private static final String PARTITIONS = "partitions";
    private static final String RENEWS = "renewOutdated";
    private static final String RESTING = "resting";
    private static final String SELECTION = "selection";
    static final String STARTED = "startedAt";
    static final String STATE = "state";
    static final String THROTTLED_BY = "throttledBy";
    static final String UPDATED = "updatedAt";

    private final Node node;

    private RunNode(Node node) {
        this.node = node;
    }

    /**
     * The run that a node holds.
     *
     * @throws UnknownFormatException if only a later version understands it
     */
    public static RunNode of(Node node) throws RepositoryException {
        RecordFormat.check(node);
        return new RunNode(node);
    }

    static RunNode create(Node folder, String id, RunRequest request, Instant now) throws RepositoryException {
        Node node = folder.addNode(id, Nodes.RECORD);
        RequestProperties.write(node, request);
        RecordFormat.stamp(node);
        node.setProperty(STATE, RunState.QUEUED.name());
        node.setProperty(SELECTION, Selection.State.WAITING.name());
        node.setProperty(ATTEMPT, 0);
        Nodes.set(node, CREATED, now);
        Nodes.set(node, UPDATED, now);
        Fence.stamp(node);
        node.addNode(PARTITIONS, Nodes.FOLDER);
        return new RunNode(node);
    }

    /** The run at a path that an earlier look-up has found, and which has been in a known format then. */
    public static RunNode at(Session session, String path) throws RepositoryException {
        return new RunNode(session.getNode(path));
    }

    /** The node itself, for the log and the fence. */
    public Node node() {
        return node;
    }

    public String id() throws RepositoryException {
        return node.getName();
    }

    public RunState state() throws RepositoryException {
        return RecordFormat.constant(RunState.class, node.getProperty(STATE).getString(), node);
    }

    public RunRequest request() throws RepositoryException {
        return RequestProperties.read(node);
    }

    /**
     * What of AEM Guides the run may write. Runs from before there was a choice write all of it; what cannot be understood
     * writes nothing.
     */
    public GuidesProperties guidesProperties() throws RepositoryException {
        String write = GuidesProperties.WRITE.name();
        return Nodes.text(node, GUIDES_PROPERTIES, write).equals(write) ? GuidesProperties.WRITE : GuidesProperties.OWN;
    }

    /** Notes what of AEM Guides the run may write; to be called once, when it is made. */
    public void setGuidesProperties(GuidesProperties properties) throws RepositoryException {
        node.setProperty(GUIDES_PROPERTIES, properties.name());
    }

    /** All that a client may know. */
    public Run snapshot() throws RepositoryException {
        return RunSnapshot.of(this);
    }

    /**
     * Moves the run to the state that follows from the event, with the times and the comment that belong to it. Everybody
     * but the fenced owner must also call {@link Fence#stamp}.
     *
     * @return false, and nothing is changed, if the event cannot happen in the present state
     */
    public boolean apply(RunEvent event, Instant now, String comment) throws RepositoryException {
        Optional<RunState> next = state().after(event);
        if (next.isEmpty()) {
            return false;
        }
        node.setProperty(STATE, next.get().name());
        node.setProperty(COMMENT, comment);
        setThrottledBy(null);
        Nodes.set(node, UPDATED, now);
        Nodes.set(node, ENDED, next.get().isEnded() ? now : null);
        if (next.get().isEnded()) {
            standing().endAttempt(now);
            Nodes.remove(node, RESTING);
        }
        if (next.get() == RunState.RUNNING) {
            node.setProperty(ATTEMPT, Nodes.number(node, ATTEMPT) + 1);
            if (!node.hasProperty(STARTED)) {
                Nodes.set(node, STARTED, now);
            }
        }
        return true;
    }

    /** When its coordinator last wrote, its heartbeat; long ago if that is not known. */
    public Instant updatedAt() throws RepositoryException {
        return Objects.requireNonNullElse(Nodes.instant(node, UPDATED), Instant.EPOCH);
    }

    /** Marks that the coordinator is alive. */
    public void beat(Instant now) throws RepositoryException {
        Nodes.set(node, UPDATED, now);
    }

    /** Which coordinator works on it, or last did; empty if none ever has. */
    public String owner() throws RepositoryException {
        return Nodes.text(node, OWNER, "");
    }

    public void setOwner(String owner) throws RepositoryException {
        node.setProperty(OWNER, owner);
    }

    public int attempt() throws RepositoryException {
        return (int) Nodes.number(node, ATTEMPT);
    }

    public Selection selection() throws RepositoryException {
        Selection.State state = RecordFormat.constant(
                Selection.State.class, Nodes.text(node, SELECTION, Selection.State.WAITING.name()), node);
        return new Selection(state, Nodes.number(node, FOUND));
    }

    /**
     * Notes how far the walk has come.
     *
     * @param cursor the last path that the walk has passed; null before the first
     */
    public void setSelection(Selection selection, @Nullable String cursor) throws RepositoryException {
        node.setProperty(SELECTION, selection.state().name());
        node.setProperty(FOUND, selection.found());
        node.setProperty(CURSOR, cursor);
    }

    /** Notes that the walk has been broken off, if it has not come to its end; its cursor is kept. */
    public void failSelection() throws RepositoryException {
        if (selection().state() != Selection.State.COMPLETE) {
            node.setProperty(SELECTION, Selection.State.FAILED.name());
        }
    }

    /** The path after which the walk goes on; null if it has not begun. */
    public @Nullable String cursor() throws RepositoryException {
        return Nodes.text(node, CURSOR);
    }

    public Tally tally() throws RepositoryException {
        return standing().tally();
    }

    /** How it comes on, as users are told. */
    public StandingNode standing() {
        return new StandingNode(node);
    }

    /** Whether it rests, as it may not work at this hour. */
    public boolean isResting() throws RepositoryException {
        return Nodes.flag(node, RESTING);
    }

    /** Has its workers stop until the next of its hours, or go on. */
    public void setResting(boolean resting) throws RepositoryException {
        node.setProperty(RESTING, resting);
    }

    /** Says something about a run that goes on, in one sentence for people; empty if there is nothing to say. */
    public void setComment(String comment) throws RepositoryException {
        if (!Nodes.text(node, COMMENT, "").equals(comment)) {
            node.setProperty(COMMENT, comment);
        }
    }

    /** Says why a run that goes on is slower than it could be, until it moves to another state; null if nothing holds it back. */
    public void setThrottledBy(@Nullable ThrottleReason reason) throws RepositoryException {
        Nodes.set(node, THROTTLED_BY, reason);
    }

    /**
     * Whether assets with outdated results count as not processed; false as long as that has not been decided.
     */
    public boolean renewsOutdated() throws RepositoryException {
        return Nodes.flag(node, RENEWS);
    }

    /** Decides for all attempts whether assets with outdated results count as not processed; what has been decided stays. */
    public void decideRenewal(boolean renew) throws RepositoryException {
        if (!node.hasProperty(RENEWS)) {
            node.setProperty(RENEWS, renew);
        }
    }

    /**
     * Looks at all that a coordinator has to understand before it takes the run, beside its state and its request.
     *
     * @throws UnknownFormatException if there is anything that only a later version understands
     */
    public void checkParts() throws RepositoryException {
        selection();
        for (String name : partitions()) {
            partition(name).orElseThrow().state();
        }
    }

    /** Whether its work is still to be done. */
    public boolean isWanted() throws RepositoryException {
        return state() == RunState.RUNNING && cancelledBy() == null && failure() == null && !isResting();
    }

    /** The user who wants the run to stop; null if there is none. */
    public @Nullable String cancelledBy() throws RepositoryException {
        return Nodes.text(node, CANCELLED_BY);
    }

    /** Tells coordinator and workers that a user wants the run to stop; the first one is kept. */
    public void requestCancel(String user, Instant now) throws RepositoryException {
        if (cancelledBy() == null) {
            node.setProperty(CANCELLED_BY, user);
            Nodes.set(node, CANCELLED_AT, now);
        }
    }

    /** Forgets why the run has stopped, so that the next attempt goes on with what is left. */
    public void forgetStop() throws RepositoryException {
        node.setProperty(CANCELLED_BY, (String) null);
        Nodes.set(node, CANCELLED_AT, (Instant) null);
        setFailure(null);
        if (selection().state() == Selection.State.FAILED) {
            node.setProperty(SELECTION, Selection.State.WAITING.name());
        }
        Takeovers.forget(node);
        for (String name : partitions()) {
            partition(name).orElseThrow().forgetFailures();
        }
        if (node.hasNode(SelectionNode.NAME)) {
            selectionWork().forgetFailures();
        }
        standing().stand(null);
    }

    /**
     * Notes that the run is taken over from a coordinator that has died.
     *
     * @return how many have died in a row without coming any further, be it in selecting, in processing or in linking
     */
    public int noteTakeover() throws RepositoryException {
        long progress = selection().found();
        for (String name : partitions()) {
            progress += partition(name).orElseThrow().position();
        }
        return Takeovers.note(node, progress);
    }

    /** The users for whom it works. */
    public RunUsers users() {
        return new RunUsers(node);
    }

    /** Why the run cannot go on, as a worker found; null if nothing is known to be wrong. */
    public @Nullable String failure() throws RepositoryException {
        return Nodes.text(node, FAILURE);
    }

    /** Tells the coordinator that the run cannot go on; null takes that back. */
    public void setFailure(@Nullable String reason) throws RepositoryException {
        node.setProperty(FAILURE, reason);
    }

    /** The selection as a piece of work; made, unsaved, if there is none yet. */
    public SelectionNode selectionWork() throws RepositoryException {
        return SelectionNode.of(node);
    }

    /** Seals a partition: from now on it can be worked on, and its list never changes. */
    public PartitionNode seal(int number, List<String> paths) throws RepositoryException {
        return PartitionNode.create(node.getNode(PARTITIONS), number, paths);
    }

    /** The partition of this name, such as {@code p00001}; empty if there is none. */
    public Optional<PartitionNode> partition(String name) throws RepositoryException {
        String path = PARTITIONS + "/" + name;
        return node.hasNode(path) ? Optional.of(new PartitionNode(node.getNode(path))) : Optional.empty();
    }

    /**
     * Keeps workers from taking partitions: who is about to take one at this instant cannot commit it. To be called when
     * the run is not {@linkplain #isWanted() wanted} any more.
     */
    public void withdrawPartitions() throws RepositoryException {
        if (node.hasNode(PARTITIONS)) {
            for (String name : partitions()) {
                partition(name).orElseThrow().withdraw();
            }
        }
        if (node.hasNode(SelectionNode.NAME)) {
            selectionWork().withdraw();
        }
    }

    /**
     * Ends the work on all partitions: a worker that still holds one can commit nothing more. Of a run that has succeeded only
     * the reports are kept, as its lists are not worked through again.
     */
    public void closePartitions() throws RepositoryException {
        if (!node.hasNode(PARTITIONS)) {
            return;
        }
        boolean over = !state().isResumable();
        if (node.hasNode(SelectionNode.NAME)) {
            if (over) {
                node.getNode(SelectionNode.NAME).remove();
            } else {
                selectionWork().close();
            }
        }
        for (String name : partitions()) {
            PartitionNode partition = partition(name).orElseThrow();
            if (over) {
                partition.keepReports();
            } else {
                partition.close();
            }
        }
    }

    /** Whether its workers compare and write nothing. */
    public boolean isComparing() throws RepositoryException {
        return RequestProperties.isComparing(node);
    }

    /** What its workers have found so far, if it is a run that compares; costs a look at each partition. */
    public Comparison comparison() throws RepositoryException {
        return ComparisonNode.sum(this);
    }

    /** Keeps what a run that compares has come to. */
    public void keepComparison(Comparison comparison) throws RepositoryException {
        ComparisonNode.write(node, comparison);
    }

    /** The names of all its partitions, in no particular order. */
    public List<String> partitions() throws RepositoryException {
        List<String> names = new ArrayList<>();
        for (NodeIterator children = node.getNode(PARTITIONS).getNodes(); children.hasNext(); ) {
            names.add(children.nextNode().getName());
        }
        return names;
    }
}
