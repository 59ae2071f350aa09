package org.openguides.processing.internal.jobs;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunState;
import org.openguides.processing.internal.engine.CommittedAsset;
import org.openguides.processing.internal.engine.EngineListener;
import org.openguides.processing.internal.engine.coordination.Coordinations;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The threads that do the work of jobs. */
class JobWorkersTest extends JobEdgeFixture {

    /** It would be sent again after a lease only. */
    @Test
    void aJobThatIsRefusedBecauseItsWorkerHasNotReturnedYetIsNotLost() throws Exception {
        files(1);
        engine.stop();
        listener = new AssetListener(() -> await().until(() -> partitionJobs.get() > 0));
        activate();

        Run run = ended(underTest.start(request("/content/dam")));

        assertEquals(RunState.SUCCEEDED, run.state());
        await().until(() -> jobs.size() == 0);
        assertEquals(2, partitionJobs.get(), "one did all, the other was refused");
    }

    @Test
    void fiftyRunsTakeOneThreadForTheirCoordination() throws Exception {
        for (int i = 0; i < 50; i++) {
            oak.file("/content/dam/" + i + "/a.dita", "<topic id='a'><title>A</title></topic>");
        }
        for (int i = 0; i < 50; i++) {
            underTest.start(request("/content/dam/" + i));
        }
        assertTrue(threads(Coordinations.THREAD) <= 1, "one thread for all of them");
        await().atMost(java.time.Duration.ofMinutes(2)).until(() -> jobs.size() == 0);
        assertTrue(mostAtOnce.get() <= 2, () -> mostAtOnce + " workers, more than the queues let work");
        underTest.newest(100, null, each -> true).runs().forEach(run -> assertEquals(RunState.SUCCEEDED, run.state()));
    }

    /** Keeps a worker from returning after its first commit of assets. */
    private static final class AssetListener implements EngineListener {

        private final AtomicReference<Runnable> firstCommit;

        AssetListener(Runnable firstCommit) {
            this.firstCommit = new AtomicReference<>(firstCommit);
        }

        @Override
        public boolean wantsAssets() {
            return true;
        }

        @Override
        public void committed(List<CommittedAsset> assets) {
            firstCommit.getAndSet(() -> {}).run();
        }

        @Override
        public boolean wantsRuns() {
            return false;
        }

        @Override
        public void started(Run run) {
            throw new IllegalStateException("not wanted");
        }

        @Override
        public void ended(Run run) {
            throw new IllegalStateException("not wanted");
        }
    }

    private static long threads(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(name))
                .count();
    }
}
