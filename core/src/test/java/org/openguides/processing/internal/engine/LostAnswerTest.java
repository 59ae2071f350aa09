package org.openguides.processing.internal.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openguides.processing.api.AssetFilter;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.RunState;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Commits of a run are made but reported as failed: any one of them, or several now and then. */
class LostAnswerTest {

    private static final int ASSETS = 24;

    /** A partition without a worker would be waited for without end, as the engine's clock does not advance. */
    @Test
    @Timeout(120)
    void theWorkGoesOnAtOnceAndNothingIsDoneTwice() throws Exception {
        int commits = 0;
        while (isLostIn(commits)) {
            commits++;
        }
        assertTrue(commits > 15, "commits of a run: " + commits);
    }

    /** Each worker loses an answer several times, with successful commits in between. */
    @Test
    @Timeout(120)
    void aPartitionThatLosesAnswersNowAndThenIsKept() throws Exception {
        TestEngine engine = new TestEngine();
        try {
            engine.countsCommits = true;
            engine.partitionSize = ASSETS;
            engine.batchSize = 2;
            engine.files(ASSETS);
            String id = engine.start(engine.request("/content/dam"));
            for (int call = 3; call < ASSETS; call += 4) {
                engine.whenProcessed(call, () -> engine.oak.loseAnswerAfter(0));
            }
            engine.coordinate(id);
            assertDoneOnce(engine, id, 0);
            assertEquals(3, engine.sent, "selection, one worker that went on, linking");
        } finally {
            engine.oak.close();
        }
    }

    @Test
    @Timeout(120)
    void aSelectionThatLosesAnswersNowAndThenIsKept() throws Exception {
        TestEngine engine = new TestEngine();
        try {
            engine.countsCommits = true;
            engine.partitionSize = 2;
            engine.files(ASSETS);
            Set<String> losing = new HashSet<>();
            for (int asset = 3; asset < ASSETS; asset += 4) {
                losing.add(TestEngine.file(asset));
            }
            TypeDetector usual = engine.types;
            engine.types = asset -> {
                if (losing.remove(asset.path())) {
                    engine.oak.loseAnswerAfter(0);
                }
                return usual.typeOf(asset);
            };
            AssetFilter topics = AssetFilter.ALL.withFileTypes(Set.of(FileType.DITA_TOPIC));
            String id = engine.start(engine.request(topics, "/content/dam"));
            engine.coordinate(id);
            assertDoneOnce(engine, id, 0);
            assertEquals(Set.of(), losing);
        } finally {
            engine.oak.close();
        }
    }

    /** Returns whether the run had that many commits. */
    private static boolean isLostIn(int commits) throws Exception {
        TestEngine engine = new TestEngine();
        try {
            engine.countsCommits = true;
            engine.files(ASSETS);
            String id = engine.start(engine.request("/content/dam"));
            engine.oak.loseAnswerAfter(commits);
            engine.coordinate(id);
            boolean lost = engine.oak.hasLostAnswer();
            assertDoneOnce(engine, id, commits);
            return lost;
        } finally {
            engine.oak.close();
        }
    }

    private static void assertDoneOnce(TestEngine engine, String id, int commits) throws Exception {
        assertEquals(RunState.SUCCEEDED, engine.run(id).state(), "answer lost after " + commits);
        assertEquals(new Counts(ASSETS, 0, 0), engine.run(id).counts(), "answer lost after " + commits);
        for (int i = 0; i < ASSETS; i++) {
            assertEquals("1", engine.state(TestEngine.file(i), "commits"), TestEngine.file(i));
        }
        List<String> finished = engine.log(id).stream()
                .filter(line -> line.contains("] Finished: "))
                .toList();
        assertEquals(1, finished.size(), () -> String.join("\n", finished));
    }
}
