package org.openguides.processing.internal.runlog;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.session.ServiceUser;

/**
 * Reads logs where {@link RunLogWriter} has put them. Each call sees one state of the repository, so it never meets half
 * a line or one twice while the run goes on; it reads only the segments that hold the lines it is asked for.
 */
public final class JcrRunLogReader implements RunLogReader, RunLogArchive {

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
        return read(runId, new LogPage(List.of(), 0, 0), log -> page(log, Math.max(0, lines(log) - count), count));
    }

    @Override
    public void copyTo(String runId, OutputStream out) throws IOException {
        try (ServiceSession session = sessions.open(ServiceUser.READER)) {
            Optional<Node> log = find(session, runId);
            long segments = log.isPresent() ? Segments.count(lines(log.get())) : 0;
            for (long segment = 0; segment < segments; segment++) {
                SegmentFile.of(log.get(), segment).copyTo(out);
            }
        } catch (RepositoryException e) {
            throw unreadable(e);
        }
    }

    @Override
    public List<String> paths(String runId) {
        return read(runId, List.of(), log -> {
            String path = log.getPath();
            return LongStream.range(0, Segments.count(lines(log)))
                    .mapToObj(segment -> path + "/" + Segments.name(segment))
                    .toList();
        });
    }

    private static long lines(Node log) throws RepositoryException {
        return log.getProperty(Segments.LINES).getLong();
    }

    private static LogPage page(Node log, long offset, int limit) throws RepositoryException {
        long total = lines(log);
        long end = offset >= total - limit ? total : offset + limit;
        List<String> lines = new ArrayList<>();
        for (long line = offset; line < end; line = offset + lines.size()) {
            int skip = (int) (line % Segments.SIZE);
            int count = (int) Math.min(Segments.SIZE - skip, end - line);
            SegmentFile.of(log, Segments.of(line)).read(skip, count, lines);
        }
        return new LogPage(lines, offset, total);
    }

    private <T> T read(String runId, T ifNone, Reading<T> reading) {
        try (ServiceSession session = sessions.open(ServiceUser.READER)) {
            Optional<Node> log = find(session, runId);
            return log.isPresent() ? reading.from(log.get()) : ifNone;
        } catch (RepositoryException e) {
            throw unreadable(e);
        }
    }

    private Optional<Node> find(ServiceSession session, String runId) throws RepositoryException {
        Optional<Node> run = runs.find(session.jcr(), runId);
        return run.isPresent() && run.get().hasNode(Segments.LOG)
                ? Optional.of(run.get().getNode(Segments.LOG))
                : Optional.empty();
    }

    private static ProcessingException unreadable(RepositoryException cause) {
        return new ProcessingException("the log cannot be read", cause);
    }

    /** What to read of a log. */
    @FunctionalInterface
    private interface Reading<T> {
        T from(Node log) throws RepositoryException;
    }
}
