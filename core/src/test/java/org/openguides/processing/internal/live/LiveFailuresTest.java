package org.openguides.processing.internal.live;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.internal.session.LocalChanges;
import org.openguides.processing.spi.ItemResult;
import org.openguides.processing.spi.PropertyChange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** What happens if something is in the way of live processing. */
class LiveFailuresTest extends LiveRunsFixture {

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
}
