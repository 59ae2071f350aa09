package org.openguides.processing.internal.runlog;

import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openguides.processing.internal.runlog.RunLog.Level;
import org.openguides.processing.testing.OakRepository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Searches in logs of a real repository. */
class LogSearchTest {

    private static final String RUN = "/var/openguides/runs/r";
    private static final LogSearch ERRORS = new LogSearch(Level.ERROR, null, UnaryOperator.identity());

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    private final CountedReads reads = new CountedReads(oak.sessions());
    private final JcrRunLogReader reader = new JcrRunLogReader(reads, LogSearchTest::locate);

    private Session session;

    private static Optional<Node> locate(Session session, String id) throws RepositoryException {
        return session.nodeExists(RUN) ? Optional.of(session.getNode(RUN)) : Optional.empty();
    }

    @BeforeEach
    void setUp() throws RepositoryException {
        oak.folder(RUN);
        session = oak.login();
        RunLogWriter.create(session.getNode(RUN));
        session.save();
    }

    @Test
    void findsLinesInSegmentsAndInWhatIsToBecomeOne() throws RepositoryException {
        write(1_234, 3, 499, 500, 777, 1_233);

        FoundLines found = reader.search("r", ERRORS, 0, 100);
        assertEquals(List.of(3L, 499L, 500L, 777L, 1_233L), found.numbers());
        assertTrue(found.lines().get(2).endsWith("ERROR: [TEST] line 500"), found::toString);
        assertEquals(1_234, found.next());
        assertFalse(found.hasMore());
    }

    @Test
    void goesOnBehindTheLastLineThatItHasFound() throws RepositoryException {
        write(1_234, 3, 499, 500, 777);

        FoundLines first = reader.search("r", ERRORS, 0, 2);
        assertEquals(List.of(3L, 499L), first.numbers());
        assertTrue(first.hasMore());
        assertEquals(
                List.of(500L, 777L), reader.search("r", ERRORS, first.next(), 2).numbers());
    }

    @Test
    void looksAtABoundedPartOfALogHoweverLongItIs() throws RepositoryException {
        Node log = session.getNode(RUN + "/log");
        log.setProperty("lines", 1_000_000);
        for (int segment = 0; segment < 201; segment++) {
            new SegmentFile(log, Segments.name(segment)).write(lines(Segments.SIZE, segment == 150 ? 7 : -1));
        }
        session.save();

        FoundLines first = reader.search("r", ERRORS, 0, 100);
        int cost = reads.take();
        assertEquals(new FoundLines(List.of(), List.of(), JcrRunLogReader.SEARCHED_AT_ONCE, 1_000_000), first);
        FoundLines second = reader.search("r", ERRORS, first.next(), 100);
        assertEquals(List.of(75_007L), second.numbers());
        assertTrue(reads.take() <= cost, "the same work as before");
    }

    @Test
    void aLogThatIsNotThereHasNothingToFind() throws RepositoryException {
        session.getNode(RUN).remove();
        session.save();

        assertEquals(new FoundLines(List.of(), List.of(), 5, 0), reader.search("r", ERRORS, 5, 10));
        assertEquals(0, oak.openSessions());
    }

    @Test
    void beyondTheEndNothingIsFound() throws RepositoryException {
        write(10, 3);

        FoundLines found = reader.search("r", ERRORS, Long.MAX_VALUE, 10);
        assertEquals(List.of(), found.lines());
        assertFalse(found.hasMore());
        assertThrows(IllegalArgumentException.class, () -> reader.search("r", ERRORS, -1, 1));
    }

    private void write(int count, int... errors) throws RepositoryException {
        List<String> all = lines(count, errors);
        new LogNode(session.getNode(RUN + "/log")).write(0, List.of(), all);
        session.save();
    }

    private static List<String> lines(int count, int... errors) {
        List<Integer> wrong = Arrays.stream(errors).boxed().toList();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add("2026-02-26 08:59:10:755: " + (wrong.contains(i) ? Level.ERROR : Level.INFO) + ": [TEST] line "
                    + i);
        }
        return lines;
    }
}
