package org.openguides.processing.internal.status;

import javax.jcr.Node;
import javax.jcr.Session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.apache.jackrabbit.api.JackrabbitSession;
import org.apache.jackrabbit.commons.jackrabbit.authorization.AccessControlUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.internal.engine.TestClock;
import org.openguides.processing.internal.session.Retry;
import org.openguides.processing.internal.store.UnknownFormatException;
import org.openguides.processing.testing.LaterVersion;
import org.openguides.processing.testing.OakRepository;
import org.openguides.processing.testing.TestCatalogs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Rows of a status job, and their retention. */
@Tag(TestCatalogs.TAG)
class StatusJobTest {

    private static final String ROOT = "/content/dam";

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    private TestStatus underTest;

    @BeforeEach
    void start() {
        underTest = new TestStatus(oak);
    }

    @ParameterizedTest
    @EnumSource
    void aJobOfALaterVersionIsNeitherFoundNorComputedNorEndedNorRemoved(LaterVersion later) throws Exception {
        underTest.files("a");
        String theirs = underTest.add("/content/dam");
        later.write(underTest.node(theirs).node());
        String mine = underTest.add("/content/dam");

        assertEquals(Optional.empty(), underTest.archive.find(theirs));
        assertThrows(UnknownFormatException.class, () -> underTest.compute(theirs));
        assertThrows(UnknownFormatException.class, () -> underTest.computation.fail(theirs));
        underTest.forward(Duration.ofDays(3));

        assertEquals(1, underTest.archive.removeExpired());
        assertEquals(Optional.empty(), underTest.archive.find(mine));
        assertTrue(StatusArchive.FOLDERS.find(oak.login(), theirs).isPresent());
    }

    /** When another version has written a status that is unknown here. */
    @Test
    void aRowWithAnUnknownStatusIsOneOfWhichNothingIsKnown() {
        assertEquals(
                new StatusRow("/content/dam/a", "GUID-a", AssetStatus.PENDING, true, ""),
                StatusRow.decode("/content/dam/a\tGUID-a\tPOSTPONED\ttrue\t\tmore"));
    }

    @Test
    void hasEveryAssetOnceInPathOrderHoweverThePathsOverlap() throws Exception {
        underTest.files("a/1", "a b/2", "a/x/3", "b/4", "b/no/5");

        List<StatusRow> rows = underTest.rows(underTest.compute(underTest.add(
                List.of(ROOT + "/b", ROOT + "/a/x", ROOT, ROOT + "/a/x/3", ROOT + "/a"), List.of(ROOT + "/b/no"))));

        assertEquals(
                List.of(ROOT + "/a/1", ROOT + "/a/x/3", ROOT + "/a b/2", ROOT + "/b/4"),
                rows.stream().map(StatusRow::path).toList());
    }

    @Test
    void tellsInItsPlaceThatARequestedPathDoesNotExist() throws Exception {
        underTest.files("a/1", "c/1");

        assertEquals(
                List.of(
                        "a/0 FAILED missing",
                        "a/1 PENDING",
                        "a/1/jcr:content/none FAILED missing",
                        "b FAILED missing",
                        "c/1 PENDING",
                        "no:such{name} FAILED missing",
                        "z FAILED missing"),
                underTest.statuses(
                        ROOT + "/z",
                        ROOT + "/no:such{name}",
                        ROOT + "/a",
                        ROOT + "/a/0",
                        ROOT + "/a/1",
                        ROOT + "/a/1/jcr:content/none",
                        ROOT + "/b",
                        ROOT + "/c"));
    }

    @Test
    void saysNothingOfAnEmptyFolderOrOfNothing() throws Exception {
        oak.folder(ROOT + "/empty");

        assertEquals(List.of(), underTest.statuses(ROOT + "/empty"));
        assertEquals(List.of(), underTest.statuses());
    }

    @Test
    void leavesOutWhatTheReaderCannotRead() throws Exception {
        underTest.files("a/1", "secret/2", "secret/3", "z/4");
        Session bob = userWithout(ROOT + "/secret");
        String id = underTest.compute(underTest.add(ROOT));

        assertEquals(
                List.of(ROOT + "/a/1", ROOT + "/z/4"),
                underTest.rows(id, bob::nodeExists).stream()
                        .map(StatusRow::path)
                        .toList());
        assertEquals(4, underTest.rows(id).size());
    }

    @Test
    void doesNotRevealWhetherAnUnreadablePathExists() throws Exception {
        underTest.files("a/1", "secret/2", "z/4");
        Session bob = userWithout(ROOT + "/secret");
        String id = underTest.compute(
                underTest.add(ROOT + "/a", ROOT + "/secret/2", ROOT + "/secret/none", ROOT + "/z", ROOT + "/secret"));

        assertEquals(
                List.of(
                        ROOT + "/a/1 true",
                        ROOT + "/secret false",
                        ROOT + "/secret/2 false",
                        ROOT + "/secret/none false",
                        ROOT + "/z/4 true"),
                underTest.rows(id, bob::nodeExists).stream()
                        .map(row -> row.path() + " " + row.exists())
                        .toList());
        assertTrue(underTest.rows(id, bob::nodeExists).stream()
                .filter(row -> !row.exists())
                .allMatch(row -> row.equals(StatusRow.missing(row.path()))));
    }

    @Test
    void theWorkOnAPathThatItsUserCannotReadIsThatOnAPathThatDoesNotExist() throws Exception {
        underTest.files("a/1");
        for (int i = 0; i <= StatusComputation.ROWS_IN_SEGMENT; i++) {
            underTest.files("secret/" + i);
        }
        List<String> work = new ArrayList<>();
        for (String path : List.of(ROOT + "/secret", ROOT + "/nothing")) {
            String id = underTest.add(List.of(ROOT + "/a", path), List.of(path), List.of());
            List<Integer> segments = new ArrayList<>();
            underTest.computation.compute(id, () -> !segments.add(segments(id)));
            segments.add(segments(id));
            work.add((segments + " " + underTest.rows(id)).replace(path, ""));
        }
        assertEquals(work.get(1), work.get(0));
    }

    @Test
    void whatLiesBelowAReadablePathHasItsRowsForOtherReaders() throws Exception {
        underTest.files("a/1", "a/secret/2", "a/secret/3");
        String id = underTest.compute(underTest.add(
                List.of(ROOT + "/a", ROOT + "/a/secret", ROOT + "/a/secret/3", ROOT + "/a/secret/none"),
                List.of(ROOT + "/a/secret", ROOT + "/a/secret/3", ROOT + "/a/secret/none"),
                List.of()));

        assertEquals(
                List.of("/a/1 true", "/a/secret/2 true", "/a/secret/3 true", "/a/secret/none false"),
                underTest.rows(id).stream()
                        .map(row -> row.path().substring(ROOT.length()) + " " + row.exists())
                        .toList());
    }

    @Test
    void aRequestThatAnEarlierVersionHasRecordedIsWalkedCompletely() throws Exception {
        underTest.files("a/1");
        String id = underTest.add(List.of(ROOT + "/a"), List.of(ROOT + "/a"), List.of());
        underTest.node(id).node().getProperty("missingPaths").remove();
        underTest.session.save();

        assertEquals(
                List.of(ROOT + "/a/1"),
                underTest.rows(underTest.compute(id)).stream()
                        .map(StatusRow::path)
                        .toList());
    }

    @Test
    void tellsWhereItStands() throws Exception {
        String id = underTest.add(ROOT);
        assertEquals(StatusState.QUEUED, underTest.job(id).state());
        underTest.computation.compute(id, () -> true);
        assertEquals(StatusState.COMPUTING, underTest.job(id).state());
        underTest.forward(Duration.ofMinutes(1));
        underTest.compute(id);

        StatusJob job = underTest.job(id);
        assertEquals(StatusState.SUCCEEDED, job.state());
        assertEquals(underTest.instant(), job.endedAt());
        assertEquals(underTest.instant().minusSeconds(60), job.createdAt());
        assertEquals("jane", job.request().requestedBy());
        assertEquals(0, oak.openSessions());
    }

    @Test
    void isNotComputedTwiceNorAfterItHasGone() throws Exception {
        String id = underTest.compute(underTest.add(ROOT));

        assertEquals(StatusComputation.Result.NOT_MINE, underTest.computation.compute(id, () -> false));
        underTest.computation.fail(id);
        assertEquals(StatusState.SUCCEEDED, underTest.job(id).state());
        assertEquals(StatusComputation.Result.NOT_MINE, underTest.computation.compute("none", () -> false));
        underTest.computation.fail("none");
        assertEquals(Optional.empty(), underTest.archive.find("../x"));
    }

    @Test
    void cannotBeFoundAfterADayAndGoesLater() throws Exception {
        String old = underTest.compute(underTest.add(ROOT));
        underTest.forward(Duration.ofHours(24));
        assertTrue(underTest.archive.find(old).isPresent());
        String young = underTest.compute(underTest.add(ROOT));

        underTest.forward(Duration.ofMillis(1));
        assertEquals(Optional.empty(), underTest.archive.find(old));
        assertEquals(0, underTest.archive.removeExpired());
        underTest.forward(Duration.ofHours(1));
        assertEquals(1, underTest.archive.removeExpired());

        assertTrue(underTest.archive.find(young).isPresent());
        underTest.session.refresh(false);
        Node month = underTest.session.getNode(StatusArchive.ROOT + "/2026/03");
        assertFalse(month.hasNode("04"));
        assertTrue(month.hasNode("05"));
    }

    /** If two nodes both believe for a moment that it is their turn. */
    @Test
    void twoConcurrentSweepsRemoveEverythingWithoutConflicts() throws Exception {
        for (int i = 0; i < 50; i++) {
            underTest.add(ROOT);
        }
        underTest.forward(Duration.ofDays(2));
        ExecutorService nodes = Executors.newFixedThreadPool(2);
        try {
            Callable<Integer> sweepOfANode = underTest.archive::removeExpired;
            for (Future<Integer> sweep : nodes.invokeAll(List.of(sweepOfANode, sweepOfANode))) {
                sweep.get();
            }
        } finally {
            nodes.shutdown();
        }

        underTest.session.refresh(false);
        assertEquals(0, underTest.archive.removeExpired());
    }

    @Test
    void aDayThatAnotherNodeHasRemovedMeanwhileEndsNoSweep() throws Exception {
        underTest.add(ROOT);
        underTest.forward(Duration.ofDays(1));
        underTest.add(ROOT);
        underTest.forward(Duration.ofDays(2));
        TestClock clock = new TestClock();
        clock.forward(Duration.ofDays(3));
        clock.whenAsked(() -> assertEquals(2, underTest.archive.removeExpired()));

        StatusArchive other = new StatusArchive(
                underTest.oak.sessions(), new Retry(Retry.Policy.DEFAULT), clock, Duration.ofHours(24));
        assertEquals(0, other.removeExpired());
        underTest.session.refresh(false);
        assertFalse(underTest.session.nodeExists(StatusArchive.ROOT + "/2026/03/04"));
        assertFalse(underTest.session.nodeExists(StatusArchive.ROOT + "/2026/03/05"));
    }

    @Test
    void leavesTheRootAndTodaysFolderWhenEverythingHasGone() throws Exception {
        underTest.add(ROOT);
        underTest.forward(Duration.ofDays(400));
        underTest.archive.remove(underTest.add(ROOT));
        assertEquals(1, underTest.archive.removeExpired());

        underTest.session.refresh(false);
        assertEquals(1, underTest.session.getNode(StatusArchive.ROOT).getNodes().getSize());
        assertTrue(underTest.session.nodeExists(StatusArchive.FOLDERS.path(underTest.instant())));
    }

    @Test
    void holdsOneSegmentOfTenThousandAssets() throws Exception {
        tenThousandFiles();
        String id = underTest.compute(underTest.add(ROOT, ROOT + "/f5"));
        assertEquals(10, underTest.job(id).segments());
        StatusNode node = underTest.node(id);
        for (int segment = 0; segment < 10; segment++) {
            assertEquals(1_000, node.rows(segment).size());
        }

        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            expected.add(String.format(Locale.ROOT, "%s/f%d/%03d.dita", ROOT, i / 1_000, i % 1_000));
        }
        assertEquals(expected, underTest.rows(id).stream().map(StatusRow::path).toList());
        assertEquals(0, oak.openSessions());

        // Rows are read lazily: those that have been removed meanwhile were not held.
        Iterator<StatusRow> rows = underTest.archive.rows(underTest.job(id), path -> true);
        node.node().getNode("results/r00001").remove();
        underTest.session.save();
        for (int i = 0; i < 999; i++) {
            rows.next();
        }
        assertThrows(ProcessingException.class, rows::next);
    }

    @Test
    void thereIsNoRowAfterTheLast() throws Exception {
        Iterator<StatusRow> rows =
                underTest.archive.rows(underTest.job(underTest.compute(underTest.add(ROOT))), path -> true);

        assertFalse(rows.hasNext());
        assertThrows(NoSuchElementException.class, rows::next);
    }

    private int segments(String id) {
        try {
            return underTest.job(id).segments();
        } catch (javax.jcr.RepositoryException e) {
            throw new IllegalStateException(e);
        }
    }

    private void compute(String id) {
        try {
            underTest.compute(id);
        } catch (javax.jcr.RepositoryException e) {
            throw new IllegalStateException(e);
        }
    }

    private void tenThousandFiles() throws Exception {
        for (int folder = 0; folder < 10; folder++) {
            Node parent = underTest.session.getNode(ROOT).addNode("f" + folder, "sling:Folder");
            for (int i = 0; i < 1_000; i++) {
                Node file = parent.addNode(String.format(Locale.ROOT, "%03d.dita", i), "nt:file");
                file.addNode("jcr:content", "oak:Resource").setProperty("jcr:data", "x");
            }
            underTest.session.save();
        }
    }

    private Session userWithout(String hidden) throws Exception {
        JackrabbitSession admin = (JackrabbitSession) underTest.session;
        admin.refresh(false);
        admin.getUserManager().createUser("bob", "bob");
        admin.save();
        AccessControlUtils.allow(admin.getNode("/content"), "bob", "jcr:read");
        AccessControlUtils.deny(admin.getNode(hidden), "bob", "jcr:read");
        admin.save();
        return oak.login("bob", "bob");
    }
}
