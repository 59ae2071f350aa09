package org.openguides.processing.internal.store;

import javax.jcr.Node;
import javax.jcr.Session;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.Reason;
import org.openguides.processing.api.RunFinding;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.internal.text.TabLine;
import org.openguides.processing.spi.Finding;
import org.openguides.processing.testing.OakRepository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ReportLogTest {

    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    private Session session;
    private PartitionNode partition;

    @BeforeEach
    void sealAPartition() throws Exception {
        session = oak.login();
        RunNode run = RunStore.create(
                session, "one", RunRequest.of(List.of("/content/dam"), "admin").build(), NOON);
        partition = run.seal(
                1, IntStream.range(0, 2000).mapToObj(ReportLogTest::path).toList());
        session.save();
    }

    @Test
    void theNumberOfNodesDoesNotFollowFromThatOfTheCommits() throws Exception {
        for (int i = 0; i < 2000; i++) {
            partition.keepDigests(i, List.of("d" + i));
            partition.advance(i + 1, Tally.NONE, List.of(failure(i)));
            session.save();
        }
        partition.setState(LeasedNode.State.PROCESSED);
        session.save();

        assertTrue(nodes("results") <= 10, "files of reports: " + nodes("results"));
        assertTrue(nodes("digests") <= 4, "files of digests: " + nodes("digests"));
        assertEquals(IntStream.range(0, 2000).mapToObj(i -> "d" + i).toList(), partition.digests());
        assertEquals(
                IntStream.range(0, 2000).mapToObj(ReportLogTest::path).toList(),
                partition.reports().all().stream().map(ItemReport::path).toList());
    }

    @Test
    void eachReportIsNewOnceWhetherItHasMovedToAFileOrNot() throws Exception {
        partition.advance(1, Tally.NONE, List.of(failure(0), failure(1)));
        assertEquals(List.of(path(0), path(1)), tellNews());
        partition.advance(2, Tally.NONE, List.of(failure(2)));
        partition.reports().close();
        assertEquals(List.of(path(2)), tellNews());
        partition.advance(3, Tally.NONE, List.of(failure(3)));
        assertEquals(List.of(path(3)), tellNews());
        assertEquals(List.of(), tellNews());
    }

    @Test
    void whatAnEarlierBuildHasToldIsNotToldAgain() throws Exception {
        Node node = partition.node();
        LineFiles.add(node.getNode("results"), "r00000", List.of(earlier(path(0), "broken")));
        LineFiles.add(node.getNode("results"), "r00001", List.of(earlier(path(1), "broken too", "note")));
        node.setProperty("reportFiles", 2);
        node.setProperty("mergedReportFiles", 1);

        assertEquals(List.of(path(1)), tellNews());
        ItemReport read = partition.reports().all().get(1);
        assertEquals(Finding.of(Reason.OTHER, "broken too"), read.reason());
        assertEquals(List.of(Finding.of(Reason.OTHER, "note")), read.notes());
        assertEquals(null, read.type());
    }

    /** It counts whole files, and adds its own files after those it finds. */
    @Test
    void anEarlierBuildMayGoOnInBetween() throws Exception {
        partition.advance(1, Tally.NONE, List.of(failure(0)));
        assertEquals(List.of(path(0)), tellNews());
        partition.reports().close();
        LineFiles.add(partition.node().getNode("results"), "r00001", List.of(earlier(path(1), "broken")));
        partition.node().setProperty("reportFiles", 2);
        partition.node().setProperty("mergedReportFiles", 2);
        partition.advance(2, Tally.NONE, List.of(failure(2)));

        assertEquals(List.of(path(2)), tellNews());
    }

    @Test
    void aReportIsReadAsItWasMadeWhateverItsTextsHold() throws Exception {
        ItemReport report = new ItemReport(
                NOON,
                "/content/dam/tab\there",
                FileType.DITA_MAP,
                "FAILED",
                new Finding("not-well-formed", "line 1:\nbroken\\").at(1, 17),
                List.of(new Finding("of-another-bundle", ""), new Finding("key-undefined", "k").at(9, 0)));
        partition.advance(1, Tally.NONE, List.of(report));
        session.save();
        assertEquals(List.of(report), partition.reports().all());
    }

    @Test
    void textsCannotForgeACode() throws Exception {
        ItemReport report = new ItemReport(
                NOON,
                path(0),
                FileType.OTHERS,
                "FAILED",
                Finding.of(Reason.OTHER, "x\u001fnot-well-formed\u001fDITA_MAP"),
                List.of());
        partition.advance(1, Tally.NONE, List.of(report));
        ItemReport read = partition.reports().all().get(0);
        assertEquals("other", read.reason().code());
        assertEquals(FileType.OTHERS, read.type());
    }

    @Test
    void findingsOfARunAreReadPieceByPiece() throws Exception {
        for (int i = 0; i < 250; i++) {
            partition.advance(i + 1, Tally.NONE, List.of(failure(i)));
        }
        session.save();
        StoredFindings.Reader reader = new StoredFindings(oak.sessions()).of("one");
        List<RunFinding> found = reader.next();
        assertEquals(250, found.size());
        assertEquals(
                new RunFinding(path(7), RunFinding.Kind.FAILED, "not-well-formed")
                        .withType(FileType.DITA_TOPIC)
                        .withMessage("broken")
                        .at(3, 5),
                found.get(7));
        assertEquals(List.of(), reader.next());
        assertEquals(List.of(), new StoredFindings(oak.sessions()).of("two").next());
    }

    private List<String> tellNews() throws Exception {
        ReportLog.NewReports news = partition.reports().newReports();
        partition.reports().setMerged(news.end());
        session.save();
        return news.reports().stream().map(ItemReport::path).toList();
    }

    private long nodes(String folder) throws Exception {
        return partition.node().getNode(folder).getNodes().getSize();
    }

    private static String path(int number) {
        return "/content/dam/f" + number + ".dita";
    }

    private static ItemReport failure(int number) {
        return new ItemReport(
                NOON,
                path(number),
                FileType.DITA_TOPIC,
                "FAILED",
                new Finding("not-well-formed", "broken").at(3, 5),
                List.of());
    }

    private static String earlier(String path, String... texts) {
        List<String> fields = new java.util.ArrayList<>(List.of("1", "FAILED", path));
        fields.addAll(List.of(texts));
        return TabLine.join(fields);
    }
}
