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
    static final String TICKS = "ticks";
    static final String UPDATED = "updatedAt";

    private final Node node;

    private RunNode(Node node) {
        this.node = node;
    }

    /**
     * Returns the run stored in a node.
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

    /** Returns the run at a path that an earlier look-up returned, so that its format is known. */
    public static RunNode at(Session session, String path) throws RepositoryException {
        return new RunNode(session.getNode(path));
    }

    /** Returns the node, for the log and the fence. */
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
     * Returns which properties of AEM Guides the run may write. Runs that precede this choice write all of them; an
     * unknown value stands for none.
     */
    public GuidesProperties guidesProperties() throws RepositoryException {
        String write = GuidesProperties.WRITE.name();
        return Nodes.text(node, GUIDES_PROPERTIES, write).equals(write) ? GuidesProperties.WRITE : GuidesProperties.OWN;
    }

    /** Sets which properties of AEM Guides the run may write; called once, when the run is created. */
    public void setGuidesProperties(GuidesProperties properties) throws RepositoryException {
        node.setProperty(GUIDES_PROPERTIES, properties.name());
    }

    /**
     * Moves the run to the state that follows from an event, and sets the associated times and comment. Callers other
     * than the fenced owner must also call {@link Fence#stamp}.
     *
     * @return false, without any change, if the present state does not allow the event
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
            progress().endAttempt(now);
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

    /** Returns the time of the coordinator's last write, which is its heartbeat; the epoch if it is unknown. */
    public Instant updatedAt() throws RepositoryException {
        return Objects.requireNonNullElse(Nodes.instant(node, UPDATED), Instant.EPOCH);
    }

    /** Records a heartbeat of the coordinator. */
    public void beat(Instant now) throws RepositoryException {
        Nodes.set(node, UPDATED, now);
    }

    /** Returns the id of the present or last coordinator; empty if there was none. */
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
     * Stores the position of the walk.
     *
     * @param cursor last path that the walk has passed; null before the first
     */
    public void setSelection(Selection selection, @Nullable String cursor) throws RepositoryException {
        node.setProperty(SELECTION, selection.state().name());
        node.setProperty(FOUND, selection.found());
        node.setProperty(CURSOR, cursor);
    }

    /** Marks an incomplete selection as failed; its cursor is kept. */
    public void failSelection() throws RepositoryException {
        if (selection().state() != Selection.State.COMPLETE) {
            node.setProperty(SELECTION, Selection.State.FAILED.name());
        }
    }

    /** Returns the path after which the walk continues; null if it has not begun. */
    public @Nullable String cursor() throws RepositoryException {
        return Nodes.text(node, CURSOR);
    }

    public Tally tally() throws RepositoryException {
        return progress().tally();
    }

    /** Returns the progress that is published for users. */
    public ProgressNode progress() {
        return new ProgressNode(node);
    }

    /** Returns whether the run is suspended outside its working hours. */
    public boolean isResting() throws RepositoryException {
        return Nodes.flag(node, RESTING);
    }

    /** Suspends or resumes its workers. */
    public void setResting(boolean resting) throws RepositoryException {
        node.setProperty(RESTING, resting);
    }

    /** Sets a comment on a run in progress, one sentence for people; empty for none. */
    public void setComment(String comment) throws RepositoryException {
        if (!Nodes.text(node, COMMENT, "").equals(comment)) {
            node.setProperty(COMMENT, comment);
        }
    }

    /** Sets why a run in progress is throttled, until its state changes; null if it is not. */
    public void setThrottledBy(@Nullable ThrottleReason reason) throws RepositoryException {
        Nodes.set(node, THROTTLED_BY, reason);
    }

    /** Returns whether assets with outdated results count as not processed; false until that has been decided. */
    public boolean renewsOutdated() throws RepositoryException {
        return Nodes.flag(node, RENEWS);
    }

    /** Decides for all attempts whether assets with outdated results count as not processed. A decision is final. */
    public void decideRenewal(boolean renew) throws RepositoryException {
        if (!node.hasProperty(RENEWS)) {
            node.setProperty(RENEWS, renew);
        }
    }

    /**
     * Checks everything besides state and request that a coordinator must understand before it acquires the run.
     *
     * @throws UnknownFormatException if there is anything that only a later version understands
     */
    public void checkParts() throws RepositoryException {
        selection();
        for (String name : partitions()) {
            partition(name).orElseThrow().state();
        }
    }

    /** Returns whether its work is still needed. */
    public boolean isWanted() throws RepositoryException {
        return state() == RunState.RUNNING && cancelledBy() == null && failure() == null && !isResting();
    }

    /** Returns the user who has requested the cancellation; null if there is none. */
    public @Nullable String cancelledBy() throws RepositoryException {
        return Nodes.text(node, CANCELLED_BY);
    }

    /** Requests the cancellation by coordinator and workers; the first request is kept. */
    public void requestCancel(String user, Instant now) throws RepositoryException {
        if (cancelledBy() == null) {
            node.setProperty(CANCELLED_BY, user);
            Nodes.set(node, CANCELLED_AT, now);
        }
    }

    /** Removes the reason of the last stop, so that the next attempt continues. */
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
        progress().stand(null);
    }

    /** Returns the users of the run. */
    public RunUsers users() {
        return new RunUsers(node);
    }

    /** Returns why the run cannot continue, as a worker has found; null if nothing is known. */
    public @Nullable String failure() throws RepositoryException {
        return Nodes.text(node, FAILURE);
    }

    /** Tells the coordinator that the run cannot continue; null clears this. */
    public void setFailure(@Nullable String reason) throws RepositoryException {
        node.setProperty(FAILURE, reason);
    }

    /** Returns the selection as a work unit; creates it, unsaved, if it does not exist. */
    public SelectionNode selectionWork() throws RepositoryException {
        return SelectionNode.of(node);
    }

    /** Seals a partition: from now on workers can acquire it, and its list does not change. */
    public PartitionNode seal(int number, List<String> paths) throws RepositoryException {
        return PartitionNode.create(node.getNode(PARTITIONS), number, paths);
    }

    /** Returns the partition with this name, such as {@code p00001}; empty if there is none. */
    public Optional<PartitionNode> partition(String name) throws RepositoryException {
        String path = PARTITIONS + "/" + name;
        return node.hasNode(path) ? Optional.of(new PartitionNode(node.getNode(path))) : Optional.empty();
    }

    /**
     * Keeps workers from acquiring partitions: one that is doing so at the same time cannot commit. Called when the run
     * is no longer {@linkplain #isWanted() wanted}.
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
     * Ends the work on all partitions: a worker that still owns one can no longer commit. After a success only reports
     * are kept, as the lists are not needed again.
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

    /** Returns whether its workers compare and write nothing. */
    public boolean isComparing() throws RepositoryException {
        return RequestProperties.isComparing(node);
    }

    /** Returns the result of a comparison so far; reads a node of each partition. */
    public Comparison comparison() throws RepositoryException {
        Comparison sum = Comparison.NONE;
        for (String name : partitions().stream().sorted().toList()) {
            sum = sum.plus(partition(name).orElseThrow().comparison());
        }
        return sum;
    }

    /** Stores the result of a comparison. */
    public void keepComparison(Comparison comparison) throws RepositoryException {
        ComparisonNode.write(node, comparison);
    }

    /** Returns the names of all partitions, in no particular order. */
    public List<String> partitions() throws RepositoryException {
        List<String> names = new ArrayList<>();
        for (NodeIterator children = node.getNode(PARTITIONS).getNodes(); children.hasNext(); ) {
            names.add(children.nextNode().getName());
        }
        return names;
    }
}
