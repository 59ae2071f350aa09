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
 * A work unit of a run, which one worker at a time owns: its state, its owner with heartbeats, and the failures of
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

    /** Node of the record. */
    protected final Node node;

    /** State of a work unit. */
    public enum State {
        /** Any worker may acquire it. */
        READY,
        /** Its owner is working on it. */
        WORKING,
        /** All assets have an outcome; linking begins once this is true for all partitions. */
        PROCESSED,
        /** Nothing is left to do. */
        DONE
    }

    /**
     * A failure of a worker that was not caused by a single asset.
     *
     * @param node   id of the worker's node
     * @param time   when it was recorded
     * @param reason a clause that completes a sentence for people
     * @param lasting whether the worker has waited for the maximum time
     */
    public record Failure(String node, Instant time, String reason, boolean lasting) {}

    LeasedNode(Node node) {
        this.node = node;
    }

    /** Returns the node, for the fence. */
    public Node node() {
        return node;
    }

    /** Returns the name of the node, unique within the run. */
    public String name() throws RepositoryException {
        return node.getName();
    }

    public State state() throws RepositoryException {
        return RecordFormat.constant(State.class, node.getProperty(STATE).getString(), node);
    }

    public void setState(State state) throws RepositoryException {
        node.setProperty(STATE, state.name());
    }

    /** Returns the id of the present or last owner; empty if there was none. */
    public String owner() throws RepositoryException {
        return Nodes.text(node, OWNER, "");
    }

    /** Returns the display name of the present or last owner's node; empty if it is unknown. */
    public String ownerName() throws RepositoryException {
        return Nodes.text(node, OWNER_NAME, "");
    }

    public void setOwner(String owner) throws RepositoryException {
        node.setProperty(OWNER, owner);
    }

    /**
     * The heartbeats of an owner. Each one changes this value, even if the owner's clock has been set back.
     *
     * @param committed time of the owner's last commit, by its clock; null if there was none
     * @param signalled time of the last heartbeat between commits, by its clock; null if there was none
     */
    public record Pulse(@Nullable Instant committed, @Nullable Instant signalled) {}

    /** Returns a value that changes with each heartbeat. */
    public Pulse pulse() throws RepositoryException {
        return new Pulse(Nodes.instant(node, HEARTBEAT), Nodes.instant(node, ALIVE));
    }

    /** Returns the time of the last heartbeat, for people; null if there was none. */
    public @Nullable Instant heartbeat() throws RepositoryException {
        Instant committed = Nodes.instant(node, HEARTBEAT);
        Instant alive = Nodes.instant(node, ALIVE);
        return committed == null || (alive != null && alive.isAfter(committed)) ? alive : committed;
    }

    /** Records the time of a commit. */
    public void beat(Instant now) throws RepositoryException {
        Nodes.set(node, HEARTBEAT, now);
    }

    /**
     * Records a heartbeat between commits, in its own property so that it never conflicts with a commit of the owner.
     */
    public void signal(Instant now) throws RepositoryException {
        Nodes.set(node, ALIVE, now);
    }

    /** Returns how often a worker has released it early to give other runs their turn. */
    public long turns() throws RepositoryException {
        return Nodes.number(node, TURNS);
    }

    /** Records that a worker releases it early. */
    public void endTurn() throws RepositoryException {
        node.setProperty(TURNS, turns() + 1);
    }

    /** Takes it from a dead owner; {@link #leftBy()} tells the next worker. */
    public void reclaim() throws RepositoryException {
        node.setProperty(LEFT_BY, owner());
        Fence.stamp(node);
        setState(State.READY);
    }

    /** Returns the id of the owner that has died since a worker last acquired it; empty if none has. */
    public String leftBy() throws RepositoryException {
        return Nodes.text(node, LEFT_BY, "");
    }

    /**
     * Acquires it for a worker; the caller seizes the fence.
     *
     * @param owner id of the worker's node and process
     * @param name  display name of the node
     */
    public void acquire(String owner, String name, Instant now) throws RepositoryException {
        setState(State.WORKING);
        setOwner(owner);
        node.setProperty(OWNER_NAME, name);
        Nodes.remove(node, LEFT_BY);
        endWaiting();
        beat(now);
    }

    /** Returns the failures of workers since the last progress, oldest first. */
    public List<Failure> failures() throws RepositoryException {
        List<Failure> failures = new ArrayList<>();
        for (String line : Nodes.texts(node, FAILURES)) {
            List<String> fields = TabLine.split(line);
            failures.add(new Failure(
                    fields.get(0), Instant.parse(fields.get(1)), fields.get(2), Boolean.parseBoolean(fields.get(3))));
        }
        return failures;
    }

    /** Records a failure; {@link #forgetFailures} removes it with the next progress. */
    public void addFailure(Failure failure) throws RepositoryException {
        List<String> lines = new ArrayList<>(Nodes.texts(node, FAILURES));
        lines.add(TabLine.join(List.of(
                failure.node(), failure.time().toString(), failure.reason(), Boolean.toString(failure.lasting()))));
        Nodes.set(node, FAILURES, lines);
    }

    /** Records that a node cannot start it, although it may have acquired it; does nothing if another node owns it. */
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

    /** Removes the failures after progress. */
    public void forgetFailures() throws RepositoryException {
        Nodes.remove(node, FAILURES);
    }

    /** Returns what its owner waits for, as a sentence for people; empty if it does not wait. */
    public String waiting() throws RepositoryException {
        return state() == State.WORKING ? Nodes.text(node, WAITING, "") : "";
    }

    /** Sets what its owner waits for, until there is progress. */
    public void setWaiting(String waiting) throws RepositoryException {
        node.setProperty(WAITING, waiting);
    }

    /** Returns why its owner is throttled; null if it is not, or there is no owner. */
    public @Nullable ThrottleReason throttledBy() throws RepositoryException {
        return state() == State.WORKING ? Nodes.constant(node, THROTTLED_BY, ThrottleReason.class) : null;
    }

    /** Sets why its owner is throttled; null if it is not. */
    public void setThrottledBy(@Nullable ThrottleReason reason) throws RepositoryException {
        Nodes.set(node, THROTTLED_BY, reason);
    }

    /** Removes what its owner waits for. */
    public void endWaiting() throws RepositoryException {
        Nodes.remove(node, WAITING, THROTTLED_BY);
    }

    /** Keeps a worker that read it as ready before this is saved from acquiring it. */
    void withdraw() throws RepositoryException {
        if (state() == State.READY) {
            Fence.stamp(node);
        }
    }

    /** Takes it from its owner, if there is one; it can be acquired again at its checkpoint. */
    void close() throws RepositoryException {
        if (state() == State.WORKING) {
            Fence.stamp(node);
            setState(State.READY);
        }
    }
}
