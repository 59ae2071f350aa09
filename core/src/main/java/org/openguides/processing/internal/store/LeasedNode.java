package org.openguides.processing.internal.store;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.ThrottleReason;
import org.openguides.processing.internal.text.TabLine;

/**
 * A piece of a run's work that one worker at a time holds: its state, its owner with the owner's heartbeat, and what became of
 * earlier owners. Changes are transient until the session is saved. For one thread.
 */
public abstract class LeasedNode {

    static final String OWNER = "owner";
    static final String OWNER_NAME = "ownerName";
    static final String STATE = "state";
    static final String THROTTLED_BY = "throttledBy";
    static final String WAITING = "waiting";

    private static final String ALIVE = "aliveAt";
    private static final String FAILURES = "failures";
    private static final String HEARTBEAT = "heartbeat";
    private static final String LEFT_BY = "leftBy";
    private static final String TURNS = "turns";

    /** The node of the record. */
    protected final Node node;

    /** Who may work on it. */
    public enum State {
        /** Any worker may acquire it. */
        READY,
        /** Its owner works on it. */
        WORKING,
        /** Every asset in it has an outcome; they are linked when those of all partitions have one. */
        PROCESSED,
        /** Nothing is left to do. */
        DONE
    }

    /**
     * A failure of a worker that had nothing to do with a single asset.
     *
     * @param node   id of the worker's node
     * @param time   when it was noted
     * @param reason why, as a part of a sentence for people
     * @param lasting whether the worker has waited as long as there is a point in waiting
     */
    public record Failure(String node, Instant time, String reason, boolean lasting) {}

    LeasedNode(Node node) {
        this.node = node;
    }

    /** The node itself, for the fence. */
    public Node node() {
        return node;
    }

    /** The name of the node, unique in its run. */
    public String name() throws RepositoryException {
        return node.getName();
    }

    public State state() throws RepositoryException {
        return RecordFormat.constant(State.class, node.getProperty(STATE).getString(), node);
    }

    public void setState(State state) throws RepositoryException {
        node.setProperty(STATE, state.name());
    }

    /** Id of the present owner, or of the last one; empty if it never had one. */
    public String owner() throws RepositoryException {
        return Nodes.text(node, OWNER, "");
    }

    /** What people call the node of the present owner, or of the last one; empty if that is not known. */
    public String ownerName() throws RepositoryException {
        return Nodes.text(node, OWNER_NAME, "");
    }

    public void setOwner(String owner) throws RepositoryException {
        node.setProperty(OWNER, owner);
    }

    /**
     * What there is of heartbeats: each one changes it, even if the clock of the owner has been put back since the last one.
     *
     * @param committed when the owner last committed something, by its clock; null if it never did
     * @param signalled when there was the last heartbeat between commits, by its clock; null if there was none
     */
    public record Pulse(@Nullable Instant committed, @Nullable Instant signalled) {}

    /** What tells whether there are heartbeats; to be compared with what it was before. */
    public Pulse pulse() throws RepositoryException {
        return new Pulse(Nodes.instant(node, HEARTBEAT), Nodes.instant(node, ALIVE));
    }

    /** When the owner was last heard of, for people; null if it never was. */
    public @Nullable Instant heartbeat() throws RepositoryException {
        Instant committed = Nodes.instant(node, HEARTBEAT);
        Instant alive = Nodes.instant(node, ALIVE);
        return committed == null || (alive != null && alive.isAfter(committed)) ? alive : committed;
    }

    /** Notes the time of a commit. */
    public void beat(Instant now) throws RepositoryException {
        Nodes.set(node, HEARTBEAT, now);
    }

    /** A heartbeat between commits; a property of its own, so that it never conflicts with a commit of the owner. */
    public void signal(Instant now) throws RepositoryException {
        Nodes.set(node, ALIVE, now);
    }

    /** How often a worker has given it back before it was done, so that other runs have their turn. */
    public long turns() throws RepositoryException {
        return Nodes.number(node, TURNS);
    }

    /** Notes that a worker gives it back before it is done. */
    public void endTurn() throws RepositoryException {
        node.setProperty(TURNS, turns() + 1);
    }

    /** Takes it from an owner that has died: the next worker learns of the death by {@link #leftBy()}. */
    public void reclaim() throws RepositoryException {
        node.setProperty(LEFT_BY, owner());
        Fence.stamp(node);
        setState(State.READY);
    }

    /** Id of the owner that has died since the last worker acquired it; empty if none has. */
    public String leftBy() throws RepositoryException {
        return Nodes.text(node, LEFT_BY, "");
    }

    /**
     * Acquires it for a worker; the caller seizes the fence.
     *
     * @param owner id of the worker's node and process
     * @param name  what people call the node
     */
    public void acquire(String owner, String name, Instant now) throws RepositoryException {
        setState(State.WORKING);
        setOwner(owner);
        node.setProperty(OWNER_NAME, name);
        Nodes.remove(node, LEFT_BY);
        endWaiting();
        beat(now);
    }

    /** The failures of workers since the last progress, oldest first. */
    public List<Failure> failures() throws RepositoryException {
        List<Failure> failures = new ArrayList<>();
        for (String line : Nodes.texts(node, FAILURES)) {
            List<String> fields = TabLine.split(line);
            failures.add(new Failure(
                    fields.get(0), Instant.parse(fields.get(1)), fields.get(2), Boolean.parseBoolean(fields.get(3))));
        }
        return failures;
    }

    /** Notes a failure; {@link #forgetFailures} forgets it with the next progress. */
    public void addFailure(Failure failure) throws RepositoryException {
        List<String> lines = new ArrayList<>(Nodes.texts(node, FAILURES));
        lines.add(TabLine.join(List.of(
                failure.node(), failure.time().toString(), failure.reason(), Boolean.toString(failure.lasting()))));
        Nodes.set(node, FAILURES, lines);
    }

    /** A node cannot even begin with it, though it has perhaps acquired it; nothing happens if another node has it. */
    public void refuse(String owner, Failure failure) throws RepositoryException {
        boolean acquired = state() == State.WORKING && owner().equals(owner);
        if (acquired) {
            Fence.stamp(node);
            setState(State.READY);
        }
        if (acquired || state() == State.READY) {
            addFailure(failure);
        }
    }

    /** There has been progress. */
    public void forgetFailures() throws RepositoryException {
        Nodes.remove(node, FAILURES);
    }

    /** What its owner waits for, in one sentence for people; empty if for nothing. */
    public String waiting() throws RepositoryException {
        return state() == State.WORKING ? Nodes.text(node, WAITING, "") : "";
    }

    /** Says what its owner waits for, until there is progress. */
    public void setWaiting(String waiting) throws RepositoryException {
        node.setProperty(WAITING, waiting);
    }

    /** Why its owner is slower than it could be; null if nothing holds it back, or it has none. */
    public @Nullable ThrottleReason throttledBy() throws RepositoryException {
        return state() == State.WORKING ? Nodes.constant(node, THROTTLED_BY, ThrottleReason.class) : null;
    }

    /** Says why its owner is slower than it could be; null if nothing holds it back. */
    public void setThrottledBy(@Nullable ThrottleReason reason) throws RepositoryException {
        Nodes.set(node, THROTTLED_BY, reason);
    }

    /** Its owner waits for nothing any more, or is another one. */
    public void endWaiting() throws RepositoryException {
        Nodes.remove(node, WAITING, THROTTLED_BY);
    }

    /** A worker that saw it ready before this is saved cannot acquire it. */
    void withdraw() throws RepositoryException {
        if (state() == State.READY) {
            Fence.stamp(node);
        }
    }

    /** Takes it from its owner, if it has one; it can be acquired again at its checkpoint. */
    void close() throws RepositoryException {
        if (state() == State.WORKING) {
            Fence.stamp(node);
            setState(State.READY);
        }
    }
}
