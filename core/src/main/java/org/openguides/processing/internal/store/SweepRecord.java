package org.openguides.processing.internal.store;

import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.RunState;
import org.openguides.processing.spi.Outcome;

/**
 * What the nodes of a cluster know in common about scheduled processing: the last tick, its run, and the record that stands for ticks which
 * changed nothing. Changes are transient until saved; of two nodes that change it at the same time one cannot save.
 */
public final class SweepRecord {

    /** Path of the record. */
    public static final String PATH = "/var/openguides/sweep";

    private static final String LAST_TICK = "lastTick";
    private static final String RUN = "run";
    private static final String COLLAPSED = "collapsed";
    /** A clock that is so many minutes ahead was wrong when it wrote the last tick. */
    private static final long MOST_AHEAD = 60;

    /** With more failures the records of two ticks are not compared. */
    private static final long MOST_FAILURES = 1_000;

    private static final long MILLIS_OF_A_MINUTE = 60_000;

    private final Session session;
    private final @Nullable Node node;

    private SweepRecord(Session session, @Nullable Node node) {
        this.session = session;
        this.node = node;
    }

    /**
     * Reads the record; it need not exist.
     *
     * @throws UnknownFormatException if it is of a later version
     */
    public static SweepRecord of(Session session) throws RepositoryException {
        if (!session.nodeExists(PATH)) {
            return new SweepRecord(session, null);
        }
        Node node = session.getNode(PATH);
        RecordFormat.check(node);
        return new SweepRecord(session, node);
    }

    /** Returns the time of the last tick; empty if there was none. */
    public Optional<Instant> lastTick() throws RepositoryException {
        return node == null || !node.hasProperty(LAST_TICK)
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(Nodes.number(node, LAST_TICK) * MILLIS_OF_A_MINUTE));
    }

    /**
     * Takes a tick for the minute of the given time, at which the clock of each node fires.
     *
     * @return false if a node has taken it already
     */
    public boolean take(Instant now) throws RepositoryException {
        Node record = node == null ? Nodes.record(session, PATH) : node;
        long minute = now.toEpochMilli() / MILLIS_OF_A_MINUTE;
        long last = record.hasProperty(LAST_TICK) ? Nodes.number(record, LAST_TICK) : Long.MIN_VALUE;
        if (last >= minute && last <= minute + MOST_AHEAD) {
            return false;
        }
        record.setProperty(LAST_TICK, minute);
        Fence.stamp(record);
        return true;
    }

    /** Returns the run of the last tick; empty if there is none, it is known what it has found, or it cannot be read. */
    public Optional<RunNode> run() throws RepositoryException {
        return find(RUN);
    }

    /** Sets the run of the last tick. */
    public void setRun(String runId) throws RepositoryException {
        Node record = node == null ? Nodes.record(session, PATH) : node;
        record.setProperty(RUN, runId);
        Fence.stamp(record);
    }

    /**
     * Notes what the run of the last tick has done, if it has ended. If no asset succeeded, and the same ones failed as in
     * the run before, its record is merged with that of the run before.
     *
     * @return whether anything has changed
     */
    public boolean settle() throws RepositoryException {
        Optional<RunNode> run = run();
        if (node == null
                || !node.hasProperty(RUN)
                || (run.isPresent() && !run.get().state().isEnded())) {
            return false;
        }
        node.setProperty(RUN, (String) null);
        Fence.stamp(node);
        if (run.isPresent()) {
            settle(node, run.get());
        }
        return true;
    }

    private void settle(Node record, RunNode run) throws RepositoryException {
        // what cannot be written is skipped at each tick
        if (run.state() != RunState.SUCCEEDED || run.tally().total().succeeded() > 0) {
            record.setProperty(COLLAPSED, (String) null);
            return;
        }
        Optional<RunNode> collapsed = find(COLLAPSED);
        if (collapsed.isEmpty() || !hasSameFailures(collapsed.get(), run)) {
            run.node().setProperty(RunNode.TICKS, 1);
            record.setProperty(COLLAPSED, run.id());
            return;
        }
        Node older = collapsed.get().node();
        long ticks = Nodes.number(older, RunNode.TICKS) + 1;
        if (run.tally().total().failed() == 0) {
            older.setProperty(RunNode.TICKS, ticks);
            Nodes.set(older, RunNode.ENDED, Nodes.instant(run.node(), RunNode.ENDED));
            Nodes.set(older, RunNode.UPDATED, Nodes.instant(run.node(), RunNode.UPDATED));
            run.node().remove();
        } else { // the reports of the newer one are what messages about it refer to
            run.node().setProperty(RunNode.TICKS, ticks);
            Nodes.set(run.node(), RunNode.STARTED, Nodes.instant(older, RunNode.STARTED));
            record.setProperty(COLLAPSED, run.id());
            older.remove();
        }
    }

    /** An asset that cannot be read is tried at each tick, and would otherwise leave a record each time. */
    private static boolean hasSameFailures(RunNode one, RunNode other) throws RepositoryException {
        long failed = one.tally().total().failed();
        if (failed != other.tally().total().failed() || failed > MOST_FAILURES) {
            return false;
        }
        if (failed == 0) {
            return true;
        }
        Optional<Set<String>> before = RecordReader.read(one.id(), () -> failures(one));
        return before.isPresent() && before.equals(RecordReader.read(other.id(), () -> failures(other)));
    }

    private static Set<String> failures(RunNode run) throws RepositoryException {
        Set<String> failures = new HashSet<>();
        for (String name : run.partitions()) {
            for (ItemReport report : run.partition(name).orElseThrow().reports().all()) {
                if (report.outcome().equals(Outcome.FAILED.name())) {
                    failures.add(report.reason().code() + ' ' + report.path());
                }
            }
        }
        return failures;
    }

    private Optional<RunNode> find(String property) throws RepositoryException {
        String id = node == null ? null : Nodes.text(node, property);
        return id == null ? Optional.empty() : RunStore.findReadable(session, id);
    }
}
