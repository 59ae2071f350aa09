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
 * The only writer of a run's log. Lines are buffered until {@link #stage} adds them to a session, which saves them
 * together with the changes that they describe. They count as written after {@link #saved} only, and are staged again
 * if the save fails, so that each line is in the log exactly once. For one thread.
 *
 * <pre> log.stage(session); try { session.save(); log.saved(); } catch (RepositoryException e) { session.refresh(false); log.discarded(); } </pre>
 */
public final class RunLogWriter implements RunLog {

    private final Clock clock;
    private final String label;
    private final List<String> pending = new ArrayList<>();
    private @Nullable String path;
    private long written;
    /** The written lines after the last full segment. */
    private final List<String> tail = new ArrayList<>(Segments.SIZE);

    private int staged;

    /**
     * Creates a writer, which accepts lines at once but has to be attached before it can stage them.
     *
     * @param clock gives the time of events without a time of their own
     * @param label label in brackets in each line
     */
    public RunLogWriter(Clock clock, String label) {
        this.clock = clock;
        this.label = label;
    }

    /** Returns the node of a run's log; creates it, unsaved, if there is none. */
    public static Node create(Node run) throws RepositoryException {
        if (run.hasNode(Segments.LOG)) {
            return run.getNode(Segments.LOG);
        }
        Node log = run.addNode(Segments.LOG, "oak:Unstructured");
        log.setProperty(Segments.LINES, 0);
        return log;
    }

    /** Continues after the existing lines of a log. Buffered lines are kept. */
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

    /** Returns whether there are lines that have not been written. */
    public boolean hasPending() {
        return !pending.isEmpty();
    }

    /** Returns the number of lines of the log, including buffered ones. */
    public long lines() {
        return written + pending.size();
    }

    /**
     * Adds all buffered lines to a session, which the caller saves; does nothing if there are none. May be called again
     * before the save, to include later lines.
     *
     * @throws InvalidItemStateException if the log was written by another writer: this one has been superseded
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

    /** Must be called after a successful save: the staged lines are written. */
    public void saved() {
        tail.addAll(pending.subList(0, staged));
        tail.subList(0, tail.size() - (int) ((written + staged) % Segments.SIZE))
                .clear();
        pending.subList(0, staged).clear();
        written += staged;
        staged = 0;
    }

    /** Must be called after unsaved changes were discarded: the staged lines are buffered again. */
    public void discarded() {
        staged = 0;
    }
}
