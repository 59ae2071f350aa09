package org.openguides.processing.internal.live;

import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openguides.processing.internal.engine.TestEngine;
import org.openguides.processing.internal.observe.Finding;
import org.openguides.processing.internal.observe.Severity;
import org.openguides.processing.internal.walk.ProcessedPaths;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LiveProcessingTest {

    private static final String ROOT = "/content/dam";

    private final TestEngine engine = new TestEngine();
    private final EngineRuns runs = new EngineRuns(engine);
    private LiveProcessing underTest = processing(true, true);

    @AfterEach
    void nothingIsLeftOpen() {
        underTest.close();
        assertEquals(0, engine.oak.openSessions());
        engine.oak.close();
    }

    /** The configuration of a test. */
    private record Config(boolean enabled, boolean scheduled) implements LiveConfig {

        @Override
        public Class<? extends Annotation> annotationType() {
            return LiveConfig.class;
        }
    }

    private LiveProcessing processing(boolean enabled, boolean scheduled) {
        engine.oak.folder(ROOT);
        return new LiveProcessing(
                runs,
                engine.oak.sessions(),
                engine.oak.catalogs(),
                engine.retry,
                List.of(ROOT),
                () -> ProcessedPaths.ALL,
                new Config(enabled, scheduled),
                engine.clock.time());
    }

    @Test
    void doesNothingUntilItIsEnabled() {
        underTest = processing(false, true);
        engine.files(2);
        tickAfter(Duration.ZERO);
        tickAfter(Duration.ofMinutes(1));
        underTest.sweep();
        assertEquals(List.of(), runs.requests());
        assertEquals(
                List.of(Severity.OK),
                check().look().stream().map(Finding::severity).toList());
    }

    @Test
    void whatWasSavedBeforeItsStartIsProcessedSoonAfterIt() {
        engine.files(2);
        tickAfter(Duration.ZERO);
        assertEquals(List.of(), runs.requests());
        tickAfter(Duration.ofSeconds(16));
        assertEquals(2, engine.processed.size());
        tickAfter(Duration.ofHours(1));
        assertEquals(1, runs.requests().size());
    }

    @Test
    void whatANodeHadNotProcessedWhenItDiedIsProcessedAfterTheRestart() {
        tickAfter(Duration.ZERO);
        tickAfter(Duration.ofSeconds(16));
        engine.files(1);
        Awaitility.await().until(() -> underTest.waiting() == 1);
        underTest.close();

        engine.clock.forward(Duration.ofMinutes(2));
        underTest = processing(true, false);
        tickAfter(Duration.ZERO);
        tickAfter(Duration.ofSeconds(16));
        assertEquals(List.of(ROOT + "/f000.dita"), engine.processed);
    }

    @Test
    void changesAndTicksAreProcessed() {
        tickAfter(Duration.ZERO);
        tickAfter(Duration.ofSeconds(16));
        engine.files(1);
        Awaitility.await().until(() -> underTest.waiting() == 1);
        tickAfter(Duration.ofSeconds(4)); // longer than it waits for further events of the same save
        assertEquals(1, engine.processed.size());
        int before = runs.requests().size();
        engine.clock.forward(Duration.ofMinutes(15));
        underTest.sweep();
        assertEquals(before + 1, runs.requests().size());
    }

    @Test
    void whatWasMissedIsProcessedAlsoIfAnotherRunIsInTheWayAtFirst() throws Exception {
        engine.files(1);
        String user = engine.lifecycle().start(engine.request(ROOT));
        tickAfter(Duration.ZERO);
        tickAfter(Duration.ofSeconds(16));
        assertEquals(List.of(), runs.requests());
        engine.lifecycle().cancel(user, "admin");
        tickAfter(Duration.ofMinutes(1));
        assertEquals(1, engine.processed.size());
    }

    @Test
    void theScheduleCanBeOff() {
        underTest = processing(true, false);
        engine.files(1);
        underTest.sweep();
        assertEquals(List.of(), runs.requests());
    }

    @Test
    void theCheckWarnsIfThereWasNoTickForADay() {
        SweepCheck check = check();
        assertTrue(check.look().stream().allMatch(finding -> finding.severity() == Severity.OK));
        underTest.sweep();
        engine.clock.forward(Duration.ofHours(23));
        assertTrue(check.look().stream().allMatch(finding -> finding.severity() == Severity.OK));
        engine.clock.forward(Duration.ofHours(2));
        assertTrue(check.look().stream().anyMatch(finding -> finding.severity() == Severity.WARN));
    }

    @Test
    void theCheckWarnsUntilWhatFailedHasSucceeded() {
        runs.refuse(true);
        engine.files(1);
        tickAfter(Duration.ZERO);
        tickAfter(Duration.ofSeconds(16));
        engine.clock.forward(Duration.ofMinutes(1));
        underTest.sweep();
        assertEquals(
                List.of(
                        "Retried until it succeeds. Scheduled processing: the run cannot be recorded: away",
                        "Retried until it succeeds. Unprocessed content: the run cannot be recorded: away"),
                warnings());
        runs.refuse(false);
        tickAfter(Duration.ofMinutes(15));
        assertEquals(1, engine.processed.size());
        assertEquals(
                List.of("Retried until it succeeds. Scheduled processing: the run cannot be recorded: away"),
                warnings());
        engine.clock.forward(Duration.ofMinutes(15));
        underTest.sweep();
        assertEquals(List.of(), warnings());
    }

    @Test
    void aFailureThatAnotherNodeMayHaveMendedIsForgotten() {
        tickAfter(Duration.ZERO);
        tickAfter(Duration.ofSeconds(16));
        runs.refuse(true);
        engine.clock.forward(Duration.ofMinutes(15));
        underTest.sweep();
        engine.clock.forward(Duration.ofMinutes(59));
        assertEquals(1, warnings().size());
        engine.clock.forward(Duration.ofMinutes(2));
        assertEquals(List.of(), warnings());
    }

    private List<String> warnings() {
        return check().look().stream()
                .filter(finding -> finding.severity() == Severity.WARN)
                .map(Finding::message)
                .toList();
    }

    private SweepCheck check() {
        return new SweepCheck(underTest, engine.oak.sessions(), engine.clock);
    }

    private void tickAfter(Duration time) {
        engine.clock.forward(time);
        underTest.run();
        try {
            runs.executeAll();
        } catch (javax.jcr.RepositoryException e) {
            throw new IllegalStateException(e);
        }
        underTest.run();
    }
}
