package org.openguides.processing.internal.live;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.RunState;
import org.openguides.processing.internal.engine.TestEngine;
import org.openguides.processing.internal.engine.selection.PendingAssets;
import org.openguides.processing.internal.session.LocalChanges;
import org.openguides.processing.internal.store.RunStore;
import org.openguides.processing.internal.walk.ProcessedPaths;
import org.openguides.processing.spi.ItemResult;
import org.openguides.processing.spi.PropertyChange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Changes of a real repository are processed by runs of a real engine. */
class LiveRunsTest {

    private static final String ROOT = "/content/dam";
    private static final String TOPIC = ROOT + "/a.dita";

    private final TestEngine engine = new TestEngine();
    private final EngineRuns runs = new EngineRuns(engine);
    private final Set<String> ignored = new HashSet<>();
    private int markers;
    private final ChangedContent changed = new ChangedContent(engine.clock.time(), List.of(ROOT));
    private final LocalChanges changes = new LocalChanges(
            engine.oak.sessions(), new ContentEvents(changed::add), ContentEvents.EVENTS, List.of(ROOT));
    private final LiveRuns underTest = new LiveRuns(
            runs,
            engine.oak.sessions(),
            new PendingAssets(engine.oak.catalogs()),
            () -> ProcessedPaths.of(List.of(ROOT), List.copyOf(ignored)),
            changed,
            engine.clock.time());

    @BeforeEach
    void listen() throws RepositoryException {
        engine.oak.folder(ROOT);
        changes.listen();
    }

    @AfterEach
    void nothingIsLeftOpen() {
        changes.close();
        assertEquals(0, engine.oak.openSessions());
        engine.oak.close();
    }

    @Test
    void aNewFileIsProcessedOnceAndItsRecordIsRemoved() throws Exception {
        engine.oak.file(TOPIC, "<topic/>");
        processChanges();
        assertEquals(List.of(TOPIC), engine.processed);
        assertEquals(List.of(List.of(TOPIC)), requestedPaths());
        assertTrue(runs.requests().get(0).system());
        assertEquals("system", runs.requests().get(0).requestedBy());
        assertEquals(0, records());

        // its results were no change
        engine.oak.file(ROOT + "/b.dita", "<topic/>");
        processChanges();
        assertEquals(List.of(TOPIC, ROOT + "/b.dita"), engine.processed);
    }

    @Test
    void aChangedOriginalIsProcessedAgain() throws Exception {
        engine.oak.damAsset(TOPIC, "<topic/>");
        processChanges();
        rewrite(TOPIC + "/jcr:content/renditions/original", "<topic id='changed'/>");
        processChanges();
        assertEquals(List.of(TOPIC, TOPIC), engine.processed);
    }

    @Test
    void changedMetadataIsNoReasonToProcess() throws Exception {
        engine.oak.damAsset(TOPIC, "<topic/>");
        processChanges();
        engine.oak.set(TOPIC + "/jcr:content/metadata", "dc:title", "By an author");
        engine.oak.damAsset(ROOT + "/b.dita", "<topic/>");
        processChanges();
        assertEquals(List.of(TOPIC, ROOT + "/b.dita"), engine.processed);
    }

    @Test
    void aCopyIsProcessed() throws Exception {
        engine.oak.damAsset(TOPIC, "<topic/>");
        processChanges();
        engine.session().getWorkspace().copy(TOPIC, ROOT + "/copy.dita");
        processChanges();
        assertEquals(List.of(TOPIC, ROOT + "/copy.dita"), engine.processed);
    }

    @Test
    void theAssetsOfAMovedFolderAreProcessed() throws Exception {
        engine.oak.file(ROOT + "/f/a.dita", "<topic/>");
        engine.oak.file(ROOT + "/f/b.dita", "<topic/>");
        processChanges();
        engine.processed.clear();
        Session session = engine.session();
        session.move(ROOT + "/f", ROOT + "/g");
        session.save();
        processChanges();
        assertEquals(List.of(ROOT + "/g/a.dita", ROOT + "/g/b.dita"), engine.processed);
    }

    @Test
    void anAssetThatAemIsProcessingWaits() throws Exception {
        engine.oak.damAsset(TOPIC, "<topic/>");
        engine.oak.set(TOPIC + "/jcr:content", "dam:assetState", "processing");
        awaitChanges();
        tickAfter(Duration.ofSeconds(1));
        assertEquals(List.of(), runs.requests());
        assertEquals(1, underTest.waiting());

        engine.oak.set(TOPIC + "/jcr:content", "dam:assetState", "processed");
        tickAfter(Duration.ofSeconds(3));
        assertEquals(List.of(TOPIC), engine.processed);
        assertEquals(0, underTest.waiting());
    }

    @Test
    void aChangeBelowTheClaimOfARunWaitsForItsEndAndOthersDoNot() throws Exception {
        engine.oak.file(ROOT + "/held/a.dita", "<topic/>");
        engine.oak.file(ROOT + "/free/b.dita", "<topic/>");
        String user = engine.start(engine.request(ROOT + "/held"));
        awaitChanges(2);
        tickAfter(Duration.ofSeconds(1));
        assertEquals(List.of(ROOT + "/free/b.dita"), engine.processed);

        engine.coordinate(user);
        tickAfter(Duration.ofSeconds(3));
        assertEquals(List.of(ROOT + "/free/b.dita", ROOT + "/held/a.dita"), engine.processed);
        assertEquals(0, underTest.waiting());
    }

    @Test
    void theRecordOfAFailureIsKeptAndTheFileIsNotTriedAgainUntilItChanges() throws Exception {
        engine.results.put(TOPIC, ItemResult.failure(FileType.DITA_TOPIC, "broken"));
        engine.oak.file(TOPIC, "<topic>");
        processChanges();
        assertEquals(1, records());
        tickAfter(Duration.ofHours(1));
        assertEquals(List.of(TOPIC), engine.processed);

        engine.results.clear();
        engine.oak.file(TOPIC, "<topic id='mended'/>");
        processChanges();
        assertEquals(List.of(TOPIC, TOPIC), engine.processed);
    }

    @Test
    void aCancelledRunIsStartedAgainAfterAMinute() throws Exception {
        engine.oak.file(TOPIC, "<topic/>");
        awaitChanges();
        engine.clock.forward(Duration.ofSeconds(1));
        underTest.tick();
        String id = newest().id();
        engine.lifecycle().cancel(id, "admin");
        tickAfter(Duration.ofSeconds(30));
        assertEquals(1, runs.requests().size());
        tickAfter(Duration.ofSeconds(61));
        assertEquals(List.of(TOPIC), engine.processed);
        assertEquals(2, runs.requests().size());
    }

    @Test
    void anImportIsOneRunWhoseRecordIsKept() throws Exception {
        int count = ChangedContent.MOST + 50;
        for (int i = 0; i < count; i++) {
            engine.oak.file(ROOT + "/import/t" + i + ".dita", "<topic/>");
        }
        Awaitility.await("subtree").until(() -> changed.size() == 1);
        awaitEvents();
        tickAfter(Duration.ofSeconds(6));
        assertEquals(List.of(List.of(ROOT + "/import")), requestedPaths());
        assertEquals(count, Set.copyOf(engine.processed).size());
        assertEquals(count, engine.processed.size());
        assertEquals(RunState.SUCCEEDED, newest().state());
    }

    @Test
    void aProgramThatRewritesWhatWasProcessedMakesNoEndlessLoop() throws Exception {
        for (int i = 0; i < 3 * RecentChanges.MOST; i++) {
            engine.oak.file(TOPIC, "<topic id='t" + i + "'/>");
            awaitChanges();
            tickAfter(Duration.ofSeconds(1));
        }
        assertEquals(RecentChanges.MOST, engine.processed.size());

        tickAfter(Duration.ofMinutes(6));
        assertEquals(RecentChanges.MOST + 1, engine.processed.size());
    }

    @Test
    void whatAMapRefersToNowOrDidBeforeIsLinkedAgain() throws Exception {
        String map = ROOT + "/m.ditamap";
        String other = ROOT + "/b.dita";
        engine.oak.file(TOPIC, "<topic/>");
        engine.oak.file(other, "<topic/>");
        processChanges();

        engine.changes = List.of(new PropertyChange("fmditaTopicrefs", List.of(TOPIC, ROOT + "/missing.dita")));
        engine.oak.file(map, "<map/>");
        awaitChanges();
        tickAfter(Duration.ofSeconds(1));
        assertEquals(List.of(TOPIC), runs.requests().get(2).paths());

        engine.changes = List.of(new PropertyChange("fmditaTopicrefs", List.of(other)));
        runs.executeAll();
        tickAfter(Duration.ofSeconds(1));
        int before = runs.requests().size();
        rewrite(map, "<map id='changed'/>");
        awaitChanges();
        engine.clock.forward(Duration.ofSeconds(1));
        underTest.tick();
        runs.executeAll();
        underTest.tick();
        assertEquals(List.of(TOPIC, other), runs.requests().get(before + 1).paths());
    }

    @Test
    void aMapMayReferToWhatIsNoPath() throws Exception {
        engine.changes = List.of(new PropertyChange(
                "fmditaTopicrefs", List.of(ROOT + "/topic[1].dita", "," + TOPIC, "", ROOT + "/a|b")));
        engine.oak.file(ROOT + "/m.ditamap", "<map/>");
        processChanges();
        engine.changes = List.of();
        engine.oak.file(TOPIC, "<topic/>");
        processChanges();
        assertEquals(List.of(ROOT + "/m.ditamap", TOPIC), engine.processed);
    }

    @Test
    void changesAreKeptIfNoRunCanBeStarted() throws Exception {
        engine.oak.file(TOPIC, "<topic/>");
        awaitChanges();
        runs.refuse(true);
        engine.clock.forward(Duration.ofSeconds(1));
        assertThrows(ProcessingException.class, underTest::tick);
        runs.refuse(false);
        tickAfter(Duration.ofSeconds(61));
        assertEquals(List.of(TOPIC), engine.processed);
    }

    @Test
    void anAssetThatBecomesOccupiedDuringTheRunIsProcessedLater() throws Exception {
        engine.oak.damAsset(TOPIC, "<topic/>");
        awaitChanges();
        engine.clock.forward(Duration.ofSeconds(1));
        underTest.tick();
        engine.oak.set(TOPIC + "/jcr:content", "dam:assetState", "processing");
        runs.executeAll();
        underTest.tick();
        assertEquals(List.of(), engine.processed);
        assertEquals(1, underTest.waiting());

        engine.oak.set(TOPIC + "/jcr:content", "dam:assetState", "processed");
        tickAfter(Duration.ofSeconds(3));
        assertEquals(List.of(TOPIC), engine.processed);
    }

    @Test
    void aChangeBelowAClaimThatIsTriedOftenIsNotTakenForALoop() throws Exception {
        engine.oak.file(TOPIC, "<topic/>");
        String user = engine.start(engine.request(ROOT));
        awaitChanges();
        for (int i = 0; i < 3 * RecentChanges.MOST; i++) {
            tickAfter(Duration.ofSeconds(4));
        }
        engine.lifecycle().cancel(user, "admin");
        tickAfter(Duration.ofSeconds(61));
        assertEquals(List.of(TOPIC), engine.processed);
    }

    @Test
    void anIgnoredAssetIsLeftAlone() throws Exception {
        ignored.add(TOPIC);
        engine.oak.file(TOPIC, "<topic/>");
        engine.oak.file(ROOT + "/b.dita", "<topic/>");
        awaitChanges(2);
        tickAfter(Duration.ofSeconds(1));
        assertEquals(List.of(ROOT + "/b.dita"), engine.processed);
    }

    /** Oak keeps a thousand commits for a listener; then it merges them, and does not say any more that they are those of this node. */
    @Test
    void changesThatDoNotFitIntoOaksQueueAreLeftToScheduledProcessing() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        changes.close();
        LocalChanges slow = new LocalChanges(
                engine.oak.sessions(),
                events -> {
                    try {
                        stuck.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    new ContentEvents(changed::add).onEvent(events);
                },
                ContentEvents.EVENTS,
                List.of(ROOT));
        slow.listen();
        int commits = 1_100;
        for (int i = 0; i < commits; i++) {
            engine.oak.file(ROOT + "/f" + i % 10 + "/t" + i + ".dita", "<topic/>");
        }
        engine.oak.file(ROOT + "/last.dita", "<topic/>");
        stuck.countDown();
        Awaitility.await("some events").until(() -> changed.size() > 0);
        slow.close();

        ContentSweep sweep =
                new ContentSweep(runs, engine.oak.sessions(), engine.retry, List.of(ROOT), engine.clock.time());
        sweep.tick();
        runs.executeAll();
        sweep.look();
        assertEquals(commits + 1, Set.copyOf(engine.processed).size());
        tickAfter(Duration.ofMinutes(1));
        assertEquals(commits + 1, engine.processed.size());
    }

    @Test
    void whatIsRemovedBeforeItsTurnIsForgotten() throws Exception {
        engine.oak.file(TOPIC, "<topic/>");
        awaitChanges();
        engine.oak.remove(TOPIC);
        tickAfter(Duration.ofSeconds(1));
        assertEquals(List.of(), runs.requests());
        assertEquals(0, underTest.waiting());
    }

    /** Changes the content of a file in place, as an editor does. */
    private void rewrite(String file, String text) throws Exception {
        Session session = engine.session();
        session.getNode(file + "/jcr:content")
                .setProperty(
                        "jcr:data",
                        session.getValueFactory()
                                .createBinary(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
        session.save();
    }

    private void processChanges() throws RepositoryException {
        awaitChanges();
        tickAfter(Duration.ofSeconds(1));
        assertEquals(0, underTest.waiting());
    }

    private void awaitChanges() {
        awaitChanges(1);
    }

    private void awaitChanges(int count) {
        Awaitility.await("changes").until(() -> changed.size() >= count);
        awaitEvents();
    }

    /** Waits until the events of all saves so far have been delivered: those of a file that is gone at once come last. */
    private void awaitEvents() {
        int before = changed.size();
        String marker = ROOT + "/marker" + markers++;
        engine.oak.file(marker, "");
        engine.oak.remove(marker);
        Awaitility.await("marker").until(() -> changed.size() > before);
    }

    /** Executes the runs that are due after some time. */
    private void tickAfter(Duration time) throws RepositoryException {
        engine.clock.forward(time);
        underTest.tick();
        runs.executeAll();
        underTest.tick();
    }

    private List<List<String>> requestedPaths() {
        return runs.requests().stream().map(RunRequest::paths).toList();
    }

    private Run newest() throws RepositoryException {
        return RunStore.newest(engine.session(), 1, null, run -> true).runs().get(0);
    }

    private int records() throws RepositoryException {
        return RunStore.newest(engine.session(), 100, null, run -> true).runs().size();
    }

    @Test
    void aRunIsNotStartedWhileTheOneBeforeWorks() throws Exception {
        engine.oak.file(TOPIC, "<topic/>");
        awaitChanges();
        engine.clock.forward(Duration.ofSeconds(1));
        underTest.tick();
        engine.oak.file(ROOT + "/b.dita", "<topic/>");
        awaitChanges();
        engine.clock.forward(Duration.ofSeconds(1));
        underTest.tick();
        assertEquals(1, runs.requests().size());
        assertFalse(newest().state().isEnded());
        runs.executeAll();
        tickAfter(Duration.ZERO);
        assertEquals(List.of(TOPIC, ROOT + "/b.dita"), engine.processed);
    }
}
