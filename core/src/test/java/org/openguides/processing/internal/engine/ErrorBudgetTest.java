package org.openguides.processing.internal.engine;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunState;
import org.openguides.processing.spi.ItemResult;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ErrorBudgetTest {

    private final TestEngine engine = new TestEngine();

    @AfterEach
    void close() {
        engine.oak.close();
    }

    @Test
    void looksBackOverItsWindowOnly() {
        ErrorBudget budget = new ErrorBudget(new ErrorBudget.Rule(50, 100), Counts.NONE);
        assertTrue(budget.spentAt(new Counts(0, 99, 0)).isEmpty(), "too few to tell");
        assertTrue(budget.spentAt(new Counts(200, 99, 0)).isEmpty());
        assertTrue(budget.spentAt(new Counts(200, 149, 0)).isEmpty(), "50 of the last 250");
        assertEquals(
                "101 of the last 101 assets failed, more than the 50 % that are allowed; see their reasons in the log,"
                        + " fix the cause and resume",
                budget.spentAt(new Counts(200, 250, 0)).orElseThrow());
    }

    @Test
    void countsNothingOfWhatWasBefore() {
        ErrorBudget budget = new ErrorBudget(new ErrorBudget.Rule(50, 10), new Counts(0, 500, 0));
        assertTrue(budget.spentAt(new Counts(9, 501, 0)).isEmpty());
    }

    @Test
    void isOffByDefault() {
        assertTrue(new ErrorBudget(ErrorBudget.Rule.NONE, Counts.NONE)
                .spentAt(new Counts(0, 1_000_000, 0))
                .isEmpty());
    }

    @Test
    void aShareBeyondHundredIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new ErrorBudget.Rule(101, 10));
        assertThrows(IllegalArgumentException.class, () -> new ErrorBudget.Rule(10, 0));
    }

    @Test
    void aRunInWhichTooManyFailEndsAndCanBeResumed() throws Exception {
        engine.errorBudget = new ErrorBudget.Rule(50, 10);
        engine.files(60);
        for (int i = 0; i < 60; i++) {
            engine.results.put(
                    String.format(java.util.Locale.ROOT, "/content/dam/f%03d.dita", i),
                    ItemResult.failure(FileType.DITA_TOPIC, "the processor is broken"));
        }
        String id = engine.start(engine.request("/content/dam"));
        engine.coordinate(id);
        Run run = engine.run(id);
        assertEquals(RunState.FAILED, run.state());
        assertTrue(run.comment().contains("assets failed, more than the 50 % that are allowed"), run.comment());
        assertTrue(run.counts().total() < 60, "it stopped before the end");

        engine.results.clear();
        engine.resume(id);
        engine.coordinate(id);
        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
        assertEquals(60, engine.run(id).counts().total());
        assertFalse(engine.run(id).counts().failed() == 60);
    }
}
