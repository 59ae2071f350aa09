package org.openguides.processing.internal.engine.work;

import javax.jcr.Session;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openguides.processing.api.Counts;
import org.openguides.processing.internal.engine.TestEngine;
import org.openguides.processing.internal.engine.Time;
import org.openguides.processing.internal.engine.supervision.Progress;
import org.openguides.processing.internal.store.DeadlyAssets;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Records of assets at which the server has died. */
class CrashHistoryTest {

    private static final String NAME = "/content/dam/tab\tand é.dita";

    @TempDir
    Path folder;

    @Test
    void whatWasInHandAtTheDeathIsKnownAfterwards() throws Exception {
        dieWith(NAME, "r1");
        CrashHistory after = CrashHistory.in(folder, "1");
        assertEquals(1, after.deaths(new CrashHistory.Asset(NAME, "r1")));
        assertEquals(0, after.deaths(new CrashHistory.Asset(NAME, "r2")), "another content may be harmless");
        assertTrue(inHand(after).objection(NAME, "r1").isEmpty(), "one death proves nothing");
        dieWith(NAME, "r1");
        assertTrue(inHand(CrashHistory.in(folder, "1"))
                .objection(NAME, "r1")
                .orElseThrow()
                .message()
                .startsWith("the server has died twice while it was processed"));
        assertEquals(2, CrashHistory.in(folder, "1").deaths(new CrashHistory.Asset(NAME, "r1")), "counted once each");
    }

    @Test
    void whatWasLaidDownOrIsInHandInThisVeryProcessIsNoSuspect() {
        CrashHistory present = CrashHistory.in(folder, "1");
        CurrentAsset done = inHand(present);
        done.take("/content/dam/done.dita", "r");
        done.clear();
        CurrentAsset going = inHand(present);
        going.take("/content/dam/going.dita", "r");
        CrashHistory second = CrashHistory.in(folder, "1");
        assertEquals(0, second.deaths(new CrashHistory.Asset("/content/dam/done.dita", "r")));
        assertEquals(0, second.deaths(new CrashHistory.Asset("/content/dam/going.dita", "r")));
        going.close();
        done.close();
        assertEquals(List.of(), List.of(folder.toFile().list()), "nothing is left of workers who are done");
    }

    @Test
    void anOrderlyStopLeavesNoSuspicionHoweverLongTheWorkerNeeds() throws Exception {
        CrashHistory present = CrashHistory.in(folder, "1");
        CurrentAsset going = inHand(present);
        going.take("/content/dam/going.dita", "r");
        present.stop();
        assertEquals(List.of(), List.of(folder.toFile().list()), "the next process finds nothing to blame");
        going.take("/content/dam/next.dita", "r");
        CurrentAsset late = inHand(present);
        late.take("/content/dam/late.dita", "r");
        assertEquals(List.of(), List.of(folder.toFile().list()));
        late.close();
        going.close();
        CurrentAsset again = inHand(CrashHistory.in(folder, "1"));
        again.take("/content/dam/again.dita", "r");
        assertEquals(1, folder.toFile().list().length, "the next activation in the same process begins anew");
        again.close();
    }

    @Test
    void deathsCanBeForgotten() throws Exception {
        dieWith("/a", "r");
        dieWith("/a", "r");
        CrashHistory suspects = CrashHistory.in(folder, "1");
        CrashHistory.Asset asset = new CrashHistory.Asset("/a", "r");
        suspects.forget(null);
        suspects.forget(Instant.now().minusSeconds(3600));
        assertEquals(2, suspects.deaths(asset));
        assertEquals(Set.of("/a"), suspects.paths());
        suspects.forget(Instant.now().plusSeconds(3600));
        assertEquals(0, suspects.deaths(asset));
        assertEquals(0, CrashHistory.in(folder, "1").deaths(asset), "for good");
    }

    @Test
    void whatAnOperatorForgetsInTheRepositoryIsProcessedAgain() throws Exception {
        TestEngine engine = new TestEngine();
        engine.files(5);
        String revision = engine.revision("/content/dam/f003.dita");
        dieWith("/content/dam/f003.dita", revision);
        dieWith("/content/dam/f003.dita", revision);
        engine.suspects = CrashHistory.in(folder, "1");
        Session session = engine.oak.login();
        DeadlyAssets.add(
                session,
                new DeadlyAssets.Content("/content/dam/f002.dita", engine.revision("/content/dam/f002.dita"), "1"),
                2);
        session.save();
        String before = engine.start(engine.request("/content/dam"));
        engine.coordinate(before);
        assertEquals(new Counts(3, 2, 0), engine.run(before).counts());

        DeadlyAssets.forget(session, Instant.now().plusSeconds(1));
        session.save();

        String after = engine.start(engine.request("/content/dam"));
        engine.coordinate(after);
        assertEquals(new Counts(5, 0, 0), engine.run(after).counts());
        engine.oak.close();
    }

    @Test
    void damagedNotesAndAFolderThatCannotBeUsedAreNoReasonToFail() throws Exception {
        Files.write(folder.resolve("in-hand-1-1"), new byte[] {1, 2});
        Files.write(
                folder.resolve("in-hand-1-2"),
                ByteBuffer.allocate(4).putInt(1 << 30).array());
        assertEquals(0, CrashHistory.in(folder, "1").deaths(new CrashHistory.Asset("", "")));
        Path file = Files.createFile(folder.resolve("file"));
        CurrentAsset current = inHand(CrashHistory.in(file.resolve("folder"), "1"));
        current.take("/a", "r");
        current.close();
    }

    @Test
    void twoSuspectsAreNeverInHandAtTheSameTime() throws Exception {
        dieWith("/a", "r");
        dieWith("/b", "r");
        CrashHistory suspects = CrashHistory.in(folder, "1");
        CurrentAsset first = inHand(suspects);
        Progress progress = new Progress(Time.system());
        CurrentAsset second = inHand(suspects, progress);
        first.take("/a", "r");
        Thread other = new Thread(() -> second.take("/b", "r"));
        other.start();
        await().until(() -> suspects.oneAtATime().hasQueuedThreads());
        assertEquals(null, progress.present().asset());
        first.take("/c", "r");
        other.join();
        assertEquals("/b", progress.present().asset());
        first.close();
        second.close();
    }

    /** Otherwise the death of one would leave the records of both in the repository. */
    @Test
    void ofTwoWorkersThatTakeOverFromTheDeadOneIsCautiousAtATime() throws Exception {
        CrashHistory suspects = CrashHistory.none("1");
        CurrentAsset first = inHand(suspects);
        Progress progress = new Progress(Time.system());
        CurrentAsset second = inHand(suspects, progress);
        first.beginCautiously();
        first.take("/a", "r");
        first.clear();
        Thread other = new Thread(() -> {
            second.beginCautiously();
            second.take("/b", "r");
        });
        other.start();
        await().until(() -> suspects.oneAtATime().hasQueuedThreads());
        assertEquals(null, progress.present().asset());
        first.endCautiously();
        other.join();
        assertEquals("/b", progress.present().asset());
        first.close();
        second.close();
    }

    @Test
    void anAssetAtWhichTheServerDiedTwiceIsFailedAndTheOthersGoOn() throws Exception {
        TestEngine engine = new TestEngine();
        engine.files(5);
        String revision = engine.revision("/content/dam/f003.dita");
        dieWith("/content/dam/f003.dita", revision);
        dieWith("/content/dam/f003.dita", revision);
        engine.suspects = CrashHistory.in(folder, "1");
        String id = engine.start(engine.request("/content/dam"));
        engine.coordinate(id);
        assertEquals(new Counts(4, 1, 0), engine.run(id).counts());
        assertFalse(engine.processed.contains("/content/dam/f003.dita"));
        assertEquals("FAILED", engine.state("/content/dam/f003.dita", "outcome"));
        engine.oak.close();
    }

    @Test
    void twoDeathsWithASuccessBetweenThemBlameNoAsset() throws Exception {
        TestEngine engine = new TestEngine();
        engine.files(5);
        String path = "/content/dam/f003.dita";
        String revision = engine.revision(path);
        dieWith("/content/dam/f001.dita", "another content");
        for (int death = 1; death <= 3; death++) {
            dieWith(path, revision);
            engine.suspects = CrashHistory.in(folder, "1");
            assertEquals(1, engine.suspects.deaths(new CrashHistory.Asset(path, revision)));
            String id = engine.start(engine.request("/content/dam"));
            engine.coordinate(id);
            assertEquals(new Counts(5, 0, 0), engine.run(id).counts());
            assertEquals(Set.of("/content/dam/f001.dita"), engine.suspects.paths());
        }
        assertEquals(
                Set.of("/content/dam/f001.dita"), CrashHistory.in(folder, "1").paths(), "for good");
        engine.oak.close();
    }

    /** The server may die before the commit, and then at the asset that the worker has gone on to, or at this one. */
    @Test
    void anAssetIsClearedByTheCommitNotBefore() throws Exception {
        dieWith("/a", "r");
        CrashHistory suspects = CrashHistory.in(folder, "1");
        CurrentAsset current = inHand(suspects);
        current.take("/a", "r");
        current.clear();
        current.take("/b", "r");
        assertEquals(Set.of("/a"), suspects.paths());
        current.committed();
        assertEquals(Set.of(), suspects.paths());
        current.close();
        assertEquals(List.of(), List.of(folder.toFile().list()));
    }

    @Test
    void whatIsLeftKeepsTheTimeOfTheLastDeath() throws Exception {
        dieWith("/a", "r");
        dieWith("/b", "r");
        CrashHistory.in(folder, "1");
        Instant death = Instant.parse("2026-03-04T05:06:07Z");
        Files.setLastModifiedTime(folder.resolve("deaths"), FileTime.from(death));
        CrashHistory suspects = CrashHistory.in(folder, "1");
        suspects.survived(new CrashHistory.Asset("/a", "r"));

        CrashHistory next = CrashHistory.in(folder, "1");
        assertEquals(Set.of("/b"), next.paths());
        next.forget(death.plusSeconds(1));
        assertEquals(Set.of(), next.paths());
    }

    /** Leaves the record of a process that dies while it processes an asset. */
    private void dieWith(String path, String revision) throws Exception {
        Path other = Files.createTempDirectory(folder, "other");
        CurrentAsset current = inHand(CrashHistory.in(other, "1"));
        current.take(path, revision);
        try (var files = Files.list(other)) {
            Files.copy(files.findFirst().orElseThrow(), folder.resolve("in-hand-1-" + UUID.randomUUID()));
        }
        current.close();
        Files.delete(other);
    }

    private static CurrentAsset inHand(CrashHistory suspects) {
        return inHand(suspects, new Progress(Time.system()));
    }

    private static CurrentAsset inHand(CrashHistory suspects, Progress progress) {
        return new CurrentAsset(suspects, List.of(), Map.of(), Duration.ofSeconds(30), progress);
    }
}
