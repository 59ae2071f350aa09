package org.openguides.processing.internal.engine;

import java.time.Duration;
import java.util.concurrent.Future;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunState;
import org.openguides.processing.api.ThrottleReason;
import org.openguides.processing.internal.catalog.Standing;
import org.openguides.processing.internal.engine.coordination.Coordinations;
import org.openguides.processing.testing.FaultyBlobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Runs over a file that the data store has lost, or does not give for a while. */
class LostFileTest extends StorageFixture {

    @ParameterizedTest
    @EnumSource(FaultyBlobs.Fault.class)
    void aFileThatIsLostFailsAloneAndIsNotWrittenTo(FaultyBlobs.Fault fault) throws Exception {
        engine.oak.blobs().failsLike(fault);
        engine.oak.originals().lose(LOST);
        String before = engine.dump(LOST);

        String id = run(engine.request("/content/dam"));
        assertLost(id, before);
        assertTrue(engine.oak.originals().opened(LOST) > 2, "it has been tried again");
    }

    @Test
    void theOnlyFileOfARunMayBeLostToo() throws Exception {
        engine.oak.originals().lose(LOST);
        String id = run(engine.request(LOST));
        assertEquals(new Counts(0, 1, 0), engine.run(id).counts());
    }

    @Test
    void aFileThatIsBackInTimeIsProcessedLater() throws Exception {
        engine.oak.blobs().fail(engine.oak.originals().isOriginalOf(LOST));
        String id = engine.start(engine.request("/content/dam"));
        Future<Coordinations.Result> end = coordinate(id);
        Run waiting = Awaitility.await().atMost(LIMIT).until(() -> engine.run(id), run -> run.comment()
                .startsWith("1 asset cannot be processed yet; the run tries again later"));
        assertEquals(ThrottleReason.STORAGE, waiting.throttledBy());
        assertEquals(new Counts(FILES - 1, 0, 0), waiting.counts());
        engine.oak.blobs().cut(false);

        await(end);
        assertAllSucceeded(id);
    }

    @Test
    void aFileThatIsLostIsSelectedWhateverItsType() throws Exception {
        engine.oak.originals().lose(LOST);
        String before = engine.dump(LOST);
        String id = run(engine.request(TOPICS, "/content/dam"));
        assertLost(id, before);
    }

    @Test
    void aTypeThatCouldNotBeReadIsSeenLater() throws Exception {
        String map = engine.oak.file("/content/dam/m.xml", "<map/>");
        engine.oak.blobs().fail(engine.oak.originals().isOriginalOf(map));
        String id = engine.start(engine.request(TOPICS, "/content/dam"));
        Future<Coordinations.Result> end = coordinate(id);
        awaitComment(id, "1 asset cannot be processed yet; the run tries again later");
        engine.oak.blobs().cut(false);

        await(end);
        assertEquals(new Counts(FILES, 0, 1), engine.run(id).counts());
        assertTrue(engine.log(id).stream()
                .anyMatch(line -> line.endsWith("Skipped: " + map + ": its type is not selected by the run")));
        assertFalse(engine.session().nodeExists(map + "/jcr:content/openguides"));
    }

    @Test
    void whatRefersToALostFileSucceeds() throws Exception {
        String other = engine.oak.file("/content/dam/z.dita", reference("f007.dita#t7"));
        engine.oak.originals().lose(LOST);
        String id = run(engine.request("/content/dam"));
        assertEquals(new Counts(FILES, 1, 0), engine.run(id).counts());
        assertEquals(Standing.Outcome.SUCCEEDED, engine.standing(other).outcome());
    }

    @Test
    void aFragmentIsNotFineBecauseItsFileCannotBeRead() throws Exception {
        String other = engine.oak.file("/content/dam/a.dita", reference("f007.dita#nothing"));
        engine.oak.blobs().fail(engine.oak.originals().isOriginalOf(LOST));
        engine.beforeEachLook = () -> {}; // it is not tried again until its file is there
        String id = engine.start(engine.request(other));
        Future<Coordinations.Result> end = coordinate(id);
        awaitComment(id, "1 asset cannot be processed yet; the run tries again later");
        engine.oak.blobs().cut(false);
        engine.advanceWithEachLook(Duration.ofSeconds(2));

        await(end);
        assertTrue(engine.log(id).stream().anyMatch(line -> line.endsWith("there is no such id in " + LOST)));
    }

    private void assertLost(String id, String before) throws Exception {
        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
        assertEquals(new Counts(FILES - 1, 1, 0), engine.run(id).counts());
        assertEquals(
                1,
                engine.log(id).stream()
                        .filter(line -> line.contains("Failed: " + LOST + ": content-unreachable: "))
                        .count());
        assertEquals(before, engine.dump(LOST));
        for (int i = 0; i < FILES; i++) {
            String path = TestEngine.file(i);
            assertEquals(!path.equals(LOST), engine.standing(path).isProcessed(true), path);
        }
    }
}
