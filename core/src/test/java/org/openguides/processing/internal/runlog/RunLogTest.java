package org.openguides.processing.internal.runlog;

import javax.jcr.InvalidItemStateException;
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
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.internal.runlog.RunLog.Level;
import org.openguides.processing.testing.OakRepository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RunLogTest {

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
        reader = new JcrRunLogReader(oak.sessions(), RunLogTest::locate);
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

    private List<String> all() {
        return reader.page("r", 0, 1_000_000).lines();
    }

    @Test
    void whatIsWrittenCanBeRead() throws RepositoryException {
        writer.info("began");
        writer.warn("odd");
        writer.error("broken");
        writer.log(Instant.EPOCH, Level.INFO, "at another time");
        save();
        assertEquals(
                List.of(
                        "2026-02-26 08:59:10:755: INFO: [TEST] began",
                        "2026-02-26 08:59:10:755: WARN: [TEST] odd",
                        "2026-02-26 08:59:10:755: ERROR: [TEST] broken",
                        "1970-01-01 00:00:00:000: INFO: [TEST] at another time"),
                all());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void anyBatchesAnyFailuresAndAnyChangeOfTheWriterGiveTheSameLines(long seed) throws RepositoryException {
        Random random = new Random(seed);
        for (int i = 0; i < 40; i++) {
            add(random.nextInt(10) == 0 ? 500 - expected.size() % 500 : random.nextInt(180));
            switch (random.nextInt(4)) {
                case 0 -> failToSave();
                case 1 -> {
                    writer.stage(session);
                    add(random.nextInt(5));
                }
                case 2 -> {
                    save();
                    writer.attach(session.getNode(RUNS + "/r/log"));
                }
                default -> save();
            }
        }
        save();
        assertEquals(expected.size(), writer.lines());
        assertEquals(expected, all());
        for (int i = 0; i < 60; i++) {
            int offset = random.nextInt(expected.size() + 10);
            int limit = random.nextInt(1_200);
            assertPage(offset, limit);
        }
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

    /** Lets another session change a property that ours changes too. */
    private void failToSave() throws RepositoryException {
        Session other = oak.login();
        other.getNode(RUNS + "/r").setProperty("token", "another " + expected.size());
        writer.stage(session);
        session.getNode(RUNS + "/r").setProperty("token", "ours");
        other.save();
        other.logout();
        assertThrows(InvalidItemStateException.class, session::save);
        session.refresh(false);
        writer.discarded();
    }

    @Test
    void aFailedSaveLosesNoLineAndDoublesNone() throws RepositoryException {
        add(510);
        save();
        add(3);
        failToSave();
        assertTrue(writer.hasPending());
        assertEquals(expected.subList(0, 510), all());
        add(2);
        save();
        assertFalse(writer.hasPending());
        assertEquals(expected, all());
    }

    @Test
    void linesWaitUntilTheSessionIsSaved() throws RepositoryException {
        add(2);
        writer.stage(session);
        assertEquals(List.of(), all());
        assertTrue(writer.hasPending());
        session.save();
        writer.saved();
        assertEquals(expected, all());
        assertFalse(writer.hasPending());
    }

    @Test
    void linesThatComeBetweenStageAndSavedAreForTheNextTime() throws RepositoryException {
        add(2);
        writer.stage(session);
        add(1);
        session.save();
        writer.saved();
        assertEquals(expected.subList(0, 2), all());
        assertEquals(3, writer.lines());
        save();
        assertEquals(expected, all());
    }

    @Test
    void stagingNothingChangesNothing() throws RepositoryException {
        writer.stage(session);
        assertFalse(session.hasPendingChanges());
        writer.saved();
        assertEquals(0, writer.lines());
    }

    @ParameterizedTest
    @CsvSource({"499,10", "500,1", "501,2", "550,2", "551,3", "1000,2", "1001,3"})
    void aFullSegmentIsNeverWrittenAgain(int lines, int files) throws RepositoryException {
        add(lines);
        save();
        List<String> paths = reader.paths("r");
        assertEquals(files, paths.size());
        assertEquals(RUNS + "/r/log/" + (lines < 500 ? "s00000-0" : "s00000"), paths.get(0));
        add(700);
        writer.stage(session);
        for (int segment = 0; segment < lines / 500; segment++) {
            Node content = session.getNode(paths.get(segment)).getNode("jcr:content");
            assertFalse(content.getProperty("jcr:data").isModified());
        }
        session.save();
        writer.saved();
        assertEquals(expected, all());
    }

    @Test
    void aWriterThatHasBeenSupersededMayNotWrite() throws RepositoryException {
        add(1);
        save();
        RunLogWriter successor = newWriter();
        Session other = oak.login();
        successor.attach(other.getNode(RUNS + "/r/log"));
        successor.info("mine");
        successor.stage(other);
        writer.info("late");
        writer.stage(session);
        other.save();
        successor.saved();

        assertThrows(InvalidItemStateException.class, session::save);
        session.refresh(false);
        writer.discarded();
        assertThrows(InvalidItemStateException.class, () -> writer.stage(session));
        assertEquals(List.of(expected.get(0), PREFIX + "mine"), all());
    }

    @Test
    void aWriterWithoutLogTakesLinesButCannotStageThem() throws RepositoryException {
        RunLogWriter early = newWriter();
        early.info("early");
        assertThrows(IllegalStateException.class, () -> early.stage(session));
        early.attach(session.getNode(RUNS + "/r/log"));
        early.stage(session);
        session.save();
        assertEquals(List.of(PREFIX + "early"), all());
    }

    @Test
    void aRunKeepsTheLogThatItHas() throws RepositoryException {
        add(1);
        save();
        Node log = RunLogWriter.create(session.getNode(RUNS + "/r"));
        assertEquals(RUNS + "/r/log", log.getPath());
        assertFalse(session.hasPendingChanges());
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
        JcrRunLogReader counted = new JcrRunLogReader(reads, RunLogTest::locate);

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
    void aCopyThatNobodyTakesEndsWithTheErrorOfItsStream() throws RepositoryException {
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
