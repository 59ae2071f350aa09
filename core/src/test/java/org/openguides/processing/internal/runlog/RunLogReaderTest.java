package org.openguides.processing.internal.runlog;

import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.testing.OakRepository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Pages, tails and copies of a log, and what they cost. */
class RunLogReaderTest {

    private static final String RUNS = "/var/openguides/runs";
    private static final Instant TIME = Instant.parse("2026-02-26T08:59:10.755Z");
    private static final String PREFIX = "2026-02-26 08:59:10:755: INFO: [TEST] ";

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    private final RunLogWriter writer = newWriter();
    private final List<String> expected = new ArrayList<>();
    private JcrRunLogReader reader;
    private Session session;

    private static RunLogWriter newWriter() {
        return new RunLogWriter(Clock.fixed(TIME, ZoneOffset.UTC), "TEST");
    }

    @BeforeEach
    void setUp() throws RepositoryException {
        session = oak.login();
        writer.attach(RunLogWriter.create(session.getNode(oak.folder(RUNS + "/r"))));
        session.save();
        reader = new JcrRunLogReader(oak.sessions(), RunLogReaderTest::locate);
    }

    @AfterEach
    void leavesNoSessionOpen() {
        assertEquals(0, oak.openSessions());
    }

    private static Optional<Node> locate(Session session, String id) throws RepositoryException {
        String path = RUNS + "/" + id;
        return session.nodeExists(path) ? Optional.of(session.getNode(path)) : Optional.empty();
    }

    private void add(int count) {
        IntStream.range(0, count).forEach(i -> {
            String message = "line " + expected.size() + " é日\uD83D\uDE00";
            writer.info(message);
            expected.add(PREFIX + message);
        });
    }

    private void save() throws RepositoryException {
        writer.stage(session);
        session.save();
        writer.saved();
    }

    private void assertPage(int offset, int limit) {
        int from = Math.min(offset, expected.size());
        int to = Math.min(from + limit, expected.size());
        LogPage page = reader.page("r", offset, limit);
        assertEquals(expected.subList(from, to), page.lines(), () -> offset + " + " + limit);
        assertEquals(offset, page.offset());
        assertEquals(expected.size(), page.totalLines());
        assertEquals(to < expected.size() && offset < expected.size(), page.hasMore());
    }

    @Test
    void theTailIsTheLastLines() throws RepositoryException {
        assertEquals(new LogPage(List.of(), 0, 0), reader.tail("r", 5));
        add(1_003);
        save();
        assertEquals(new LogPage(expected.subList(998, 1_003), 998, 1_003), reader.tail("r", 5));
        assertEquals(new LogPage(List.of(), 1_003, 1_003), reader.tail("r", 0));
        assertEquals(new LogPage(expected, 0, 1_003), reader.tail("r", 5_000));
    }

    @Test
    void beyondTheEndIsAnEmptyPage() throws RepositoryException {
        add(3);
        save();
        assertEquals(new LogPage(List.of(), 3, 3), reader.page("r", 3, 5));
        LogPage far = reader.page("r", Long.MAX_VALUE, Integer.MAX_VALUE);
        assertEquals(new LogPage(List.of(), Long.MAX_VALUE, 3), far);
        assertFalse(far.hasMore());
        assertEquals(expected, reader.page("r", 0, Integer.MAX_VALUE).lines());
    }

    @Test
    void anUnknownRunAndOneWithoutLogHaveAnEmptyLog() throws RepositoryException, IOException {
        oak.folder(RUNS + "/purged");
        for (String id : List.of("unknown", "purged")) {
            assertEquals(new LogPage(List.of(), 7, 0), reader.page(id, 7, 10));
            assertEquals(new LogPage(List.of(), 0, 0), reader.tail(id, 10));
            assertEquals(List.of(), reader.paths(id));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            reader.copyTo(id, UnaryOperator.identity(), out);
            assertEquals(0, out.size());
        }
    }

    @Test
    void numbersBelowZeroAreRejected() {
        assertThrows(IllegalArgumentException.class, () -> reader.page("r", -1, 1));
        assertThrows(IllegalArgumentException.class, () -> reader.page("r", 0, -1));
        assertThrows(IllegalArgumentException.class, () -> reader.tail("r", -1));
    }

    @Test
    void aPageReadsTheSegmentsThatHoldItsLinesAndNoOther() throws RepositoryException {
        add(3_000);
        save();
        for (String segment : List.of("s00000", "s00001", "s00004", "s00005")) {
            oak.remove(RUNS + "/r/log/" + segment);
        }
        assertPage(1_000, 1_000);
        assertPage(1_499, 2);
        assertThrows(ProcessingException.class, () -> reader.page("r", 999, 2));
        assertThrows(ProcessingException.class, () -> reader.page("r", 1_999, 2));
    }

    @ParameterizedTest
    @CsvSource({"0,500", "250,500", "499,2"})
    void aPageCostsTheSameAnywhereInALogOfAMillionLines(int skip, int limit) throws RepositoryException {
        Node log = session.getNode(RUNS + "/r/log");
        log.setProperty("lines", 1_000_000);
        add(500);
        for (long segment : List.of(0L, 1L, 1_000L, 1_001L, 1_998L, 1_999L)) {
            new SegmentFile(log, Segments.name(segment)).write(expected);
        }
        session.save();
        CountedReads reads = new CountedReads(oak.sessions());
        JcrRunLogReader counted = new JcrRunLogReader(reads, RunLogReaderTest::locate);

        assertEquals(limit, counted.page("r", skip, limit).lines().size());
        int atTheBeginning = reads.take();
        for (int first : List.of(500_000, 999_000)) {
            assertEquals(limit, counted.page("r", first + skip, limit).lines().size());
            assertEquals(atTheBeginning, reads.take(), () -> "from " + first);
        }
        assertEquals(500, counted.tail("r", 500).lines().size());
        assertTrue(reads.take() <= atTheBeginning + 2, "the tail asks for the length too");
    }

    @Test
    void aSegmentThatHasLostLinesIsAnErrorAndNoEndlessLoop() throws RepositoryException {
        add(600);
        save();
        session.getNode(RUNS + "/r/log/s00000/jcr:content").setProperty("jcr:data", "one line\n");
        session.save();
        assertThrows(ProcessingException.class, () -> reader.page("r", 0, 10));
        assertThrows(ProcessingException.class, () -> reader.page("r", 400, 10));
    }

    @Test
    void theWholeLogCanBeCopied() throws RepositoryException, IOException {
        add(2 * JcrRunLogReader.COPIED_AT_ONCE + 234);
        save();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        reader.copyTo("r", UnaryOperator.identity(), out);
        assertEquals(String.join("\n", expected) + "\n", out.toString(UTF_8));
    }

    @Test
    void aCopyHoldsNoSessionWhileItsClientTakesIt() throws RepositoryException, IOException {
        add(JcrRunLogReader.COPIED_AT_ONCE + 1);
        save();
        reader.copyTo("r", UnaryOperator.identity(), new OutputStream() {
            @Override
            public void write(int b) {
                assertEquals(0, oak.openSessions());
            }
        });
    }

    @Test
    void aCopyEndsWithTheErrorOfItsStream() throws RepositoryException {
        add(1);
        save();
        OutputStream closed = OutputStream.nullOutputStream();
        assertThrows(IOException.class, () -> {
            closed.close();
            reader.copyTo("r", UnaryOperator.identity(), closed);
        });
    }

    @Test
    void aCopyOfADamagedLogIsAnError() throws RepositoryException {
        add(1);
        save();
        oak.remove(RUNS + "/r/log/s00000-0");
        assertThrows(
                ProcessingException.class,
                () -> reader.copyTo("r", UnaryOperator.identity(), OutputStream.nullOutputStream()));
    }
}
