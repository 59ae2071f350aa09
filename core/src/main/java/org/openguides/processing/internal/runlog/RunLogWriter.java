package org.openguides.processing.internal.runlog;

import javax.jcr.InvalidItemStateException;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Writes the log of one run, of which it is the only writer. Lines wait in memory until {@link #stage} puts them into a
 * session, to be saved there together with what they tell of. They count as written only after {@link #saved}; until
 * then they can be staged again, so each line is in the log exactly once whatever saves fail. For one thread.
 *
 * <pre>
 * log.stage(session);
 * try {
 *     session.save();
 *     log.saved();
 * } catch (RepositoryException e) {
 *     session.refresh(false);
 *     log.discarded();
 * }
 * </pre>
 */
public final class RunLogWriter implements RunLog {

    private final Clock clock;
    private final String label;
    private final List<String> pending = new ArrayList<>();
    private @Nullable String path;
    private long written;
    /** The lines behind the last full segment that are written. */
    private final List<String> tail = new ArrayList<>(Segments.SIZE);

    private int staged;

    /**
     * A writer that takes lines at once, and has to be attached before it can stage them.
     *
     * @param clock says when an event without a time of its own happened
     * @param label stands in brackets in each line
     */
    public RunLogWriter(Clock clock, String label) {
        this.clock = clock;
        this.label = label;
    }

    /** The log of a run, which is made, unsaved, if the run has none. */
    public static Node create(Node run) throws RepositoryException {
        if (run.hasNode(Segments.LOG)) {
            return run.getNode(Segments.LOG);
        }
        Node log = run.addNode(Segments.LOG, "oak:Unstructured");
        log.setProperty(Segments.LINES, 0);
        return log;
    }

    /** Goes on behind the lines that the log has. Lines that wait go on waiting. */
    public void attach(Node log) throws RepositoryException {
        LogNode present = new LogNode(log);
        long lines = present.lines();
        List<String> last = present.read(lines - lines % Segments.SIZE, lines);
        path = log.getPath();
        written = lines;
        staged = 0;
        tail.clear();
        tail.addAll(last);
    }

    @Override
    public void log(Instant time, Level level, String message) {
        pending.add(LogLine.format(time, level, label, message));
    }

    @Override
    public void info(String message) {
        log(clock.instant(), Level.INFO, message);
    }

    @Override
    public void warn(String message) {
        log(clock.instant(), Level.WARN, message);
    }

    @Override
    public void error(String message) {
        log(clock.instant(), Level.ERROR, message);
    }

    /** Whether lines wait that have not been written. */
    public boolean hasPending() {
        return !pending.isEmpty();
    }

    /** How many lines the log has, those that wait included. */
    public long lines() {
        return written + pending.size();
    }

    /**
     * Puts all lines that wait into the session, which the caller saves; does nothing if there are none. May be called
     * again before that, with lines that have come since.
     *
     * @throws InvalidItemStateException if somebody else has written to the log: this writer has been superseded
     * @throws IllegalStateException if no log is attached
     */
    public void stage(Session session) throws RepositoryException {
        if (path == null) {
            throw new IllegalStateException("no log attached");
        }
        if (pending.isEmpty()) {
            return;
        }
        LogNode log = new LogNode(session.getNode(path));
        long present = log.lines();
        if (present != written && present != written + staged) {
            throw new InvalidItemStateException("the log has another writer: " + path);
        }
        log.write(written, tail, pending);
        staged = pending.size();
    }

    /** The session has been saved since the lines were staged: they are written. */
    public void saved() {
        tail.addAll(pending.subList(0, staged));
        tail.subList(0, tail.size() - (int) ((written + staged) % Segments.SIZE))
                .clear();
        pending.subList(0, staged).clear();
        written += staged;
        staged = 0;
    }

    /** What was staged has been given up: the lines wait again. */
    public void discarded() {
        staged = 0;
    }
}
