package org.openguides.processing.internal.runlog;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.session.ServiceUser;

/**
 * Reads logs written by {@link RunLogWriter}. Each call reads one revision of the repository, so it returns no partial
 * or duplicate line while the run continues; it opens only files with requested lines.
 */
public final class JcrRunLogReader implements RunLogReader, RunLogArchive {

    /** A few hundred kilobytes. */
    static final int COPIED_AT_ONCE = 5 * Segments.SIZE;

    /** Number of lines for one search; a few megabytes. */
    static final int SEARCHED_AT_ONCE = 100 * Segments.SIZE;

    private final ServiceSessions sessions;
    private final RunLocator runs;

    public JcrRunLogReader(ServiceSessions sessions, RunLocator runs) {
        this.sessions = sessions;
        this.runs = runs;
    }

    @Override
    public LogPage page(String runId, long offset, int limit) {
        if (offset < 0 || limit < 0) {
            throw new IllegalArgumentException("offset " + offset + ", limit " + limit);
        }
        return read(runId, new LogPage(List.of(), offset, 0), log -> page(log, offset, limit));
    }

    @Override
    public LogPage tail(String runId, int count) {
        if (count < 0) {
            throw new IllegalArgumentException("count " + count);
        }
        return read(runId, new LogPage(List.of(), 0, 0), log -> page(log, Math.max(0, log.lines() - count), count));
    }

    @Override
    public FoundLines search(String runId, LogSearch wanted, long offset, int limit) {
        if (offset < 0 || limit < 0) {
            throw new IllegalArgumentException("offset " + offset + ", limit " + limit);
        }
        return read(runId, new FoundLines(List.of(), List.of(), offset, 0), log -> search(log, wanted, offset, limit));
    }

    @Override
    public void copyTo(String runId, UnaryOperator<String> shown, OutputStream out) throws IOException {
        LogPage page = page(runId, 0, COPIED_AT_ONCE);
        long end = page.totalLines();
        for (long copied = 0; copied < end; ) {
            // no session is open here, since a slow client may take any time
            for (String line : page.lines()) {
                out.write((shown.apply(line) + "\n").getBytes(StandardCharsets.UTF_8));
            }
            copied += page.lines().size();
            if (copied < end) {
                page = page(runId, copied, (int) Math.min(COPIED_AT_ONCE, end - copied));
                if (page.lines().isEmpty()) {
                    throw new ProcessingException("the log was removed while it was being copied");
                }
            }
        }
    }

    @Override
    public List<String> paths(String runId) {
        return read(runId, List.of(), log -> {
            List<String> paths = new ArrayList<>();
            for (SegmentFile file : log.files()) {
                paths.add(file.path());
            }
            return paths;
        });
    }

    private static LogPage page(LogNode log, long offset, int limit) throws RepositoryException {
        long total = log.lines();
        long end = offset >= total - limit ? total : offset + limit;
        return new LogPage(log.read(offset, end), offset, total);
    }

    private static FoundLines search(LogNode log, LogSearch wanted, long offset, int limit) throws RepositoryException {
        long total = log.lines();
        long end = offset >= total - SEARCHED_AT_ONCE ? total : offset + SEARCHED_AT_ONCE;
        List<String> found = new ArrayList<>();
        List<Long> numbers = new ArrayList<>();
        long next = offset;
        while (next < end && found.size() < limit) {
            long until = Math.min(end, Segments.of(next, total).end());
            for (String line : log.read(next, until)) {
                if (found.size() == limit) {
                    break;
                }
                if (wanted.test(line)) {
                    found.add(line);
                    numbers.add(next);
                }
                next++;
            }
        }
        return new FoundLines(found, numbers, next, total);
    }

    private <T> T read(String runId, T ifNone, Reading<T> reading) {
        try (ServiceSession session = sessions.open(ServiceUser.READER)) {
            Optional<LogNode> log = find(session, runId);
            return log.isPresent() ? reading.from(log.get()) : ifNone;
        } catch (RepositoryException e) {
            throw unreadable(e);
        }
    }

    private Optional<LogNode> find(ServiceSession session, String runId) throws RepositoryException {
        Optional<Node> run = runs.find(session.jcr(), runId);
        return run.isPresent() && run.get().hasNode(Segments.LOG)
                ? Optional.of(new LogNode(run.get().getNode(Segments.LOG)))
                : Optional.empty();
    }

    private static ProcessingException unreadable(RepositoryException cause) {
        return new ProcessingException("the log cannot be read", cause);
    }

    /** Reads from a log. */
    @FunctionalInterface
    private interface Reading<T> {
        T from(LogNode log) throws RepositoryException;
    }
}
