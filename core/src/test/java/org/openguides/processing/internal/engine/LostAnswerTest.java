package org.openguides.processing.internal.engine;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.RunState;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** One commit of a run, any of them, is made but reported as failed. */
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
