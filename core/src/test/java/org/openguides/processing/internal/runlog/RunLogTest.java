package org.openguides.processing.internal.runlog;

import javax.jcr.InvalidItemStateException;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openguides.processing.internal.runlog.RunLog.Level;
import org.openguides.processing.testing.OakRepository;

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

    /** Changes in another session a property that is also changed here. */
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
}
