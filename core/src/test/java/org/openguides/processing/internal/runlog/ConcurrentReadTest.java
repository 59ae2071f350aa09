package org.openguides.processing.internal.runlog;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openguides.processing.testing.OakRepository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ConcurrentReadTest {

    private static final String RUN = "/var/openguides/runs/r";
    private static final int LINES = 3_000;

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    private final AtomicBoolean writing = new AtomicBoolean(true);

    @Test
    void aConcurrentReaderSeesCompleteLinesFromTheBeginning() throws RepositoryException {
        oak.folder(RUN);
        JcrRunLogReader reader =
                new JcrRunLogReader(oak.sessions(), (session, id) -> Optional.of(session.getNode(RUN)));
        CompletableFuture<Long> reading = CompletableFuture.supplyAsync(() -> readWhileWriting(reader));
        try {
            write();
        } finally {
            writing.set(false);
        }
        assertTrue(reading.join() <= LINES);
        assertPrefix(reader.page("r", 0, LINES), 0);
        assertEquals(0, oak.openSessions());
    }

    private void write() throws RepositoryException {
        Session session = oak.login();
        RunLogWriter writer = new RunLogWriter(Clock.systemUTC(), "TEST");
        writer.attach(RunLogWriter.create(session.getNode(RUN)));
        session.save();
        for (int line = 0; line < LINES; line++) {
            writer.info("number " + line + " é日\uD83D\uDE00 end");
            if (line % 7 == 6 || line == LINES - 1) {
                writer.stage(session);
                session.save();
                writer.saved();
            }
        }
    }

    /** Reads repeatedly from the beginning and from the end; returns the last number of lines. */
    private long readWhileWriting(JcrRunLogReader reader) {
        long seen = 0;
        while (writing.get()) {
            LogPage all = reader.page("r", 0, LINES);
            assertPrefix(all, 0);
            assertEquals(all.totalLines(), all.lines().size());
            assertTrue(all.totalLines() >= seen);
            seen = all.totalLines();
            LogPage tail = reader.tail("r", 20);
            assertPrefix(tail, Math.max(0, tail.totalLines() - 20));
        }
        return seen;
    }

    private static void assertPrefix(LogPage page, long firstLine) {
        List<String> messages = page.lines().stream()
                .map(line -> line.substring(line.indexOf("] ") + 2))
                .toList();
        List<String> expected = LongStream.range(
                        firstLine, firstLine + page.lines().size())
                .mapToObj(line -> "number " + line + " é日\uD83D\uDE00 end")
                .toList();
        assertEquals(expected, messages);
        assertEquals(firstLine, page.offset());
    }
}
