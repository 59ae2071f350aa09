package org.openguides.processing.internal.engine.work;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.internal.catalog.Term;
import org.openguides.processing.internal.engine.DuplicateUuidFilter;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.RunStore;
import org.openguides.processing.testing.OakRepository;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Reading the assets of a large run takes minutes on a slow repository: the workers must not look as if they hang. */
class RecordedAssetsTest {

    private static final Term UUID = Term.uuid("GUID-2");

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    private final RecordedAssets underTest = new RecordedAssets();
    private final AtomicInteger steps = new AtomicInteger();

    @BeforeEach
    void threePartitions() throws RepositoryException {
        Session session = oak.login();
        RunRequest request = RunRequest.of(List.of("/content/dam"), "admin").build();
        RunNode run = RunStore.create(session, "run", request, Instant.EPOCH);
        for (int number = 1; number <= 3; number++) {
            PartitionNode partition = run.seal(number, List.of("/content/dam/" + number));
            partition.keepDigests(0, List.of(DuplicateUuidFilter.digest("GUID-" + number)));
            partition.keepMaps(0, List.of(0));
        }
        session.save();
    }

    @Test
    void eachPartitionThatIsReadIsAStep() throws Exception {
        assertEquals(List.of("/content/dam/2"), underTest.with(UUID, "/content", run(), steps::incrementAndGet));
        assertEquals(3, steps.get());
        assertEquals(
                3,
                underTest
                        .with(Term.map(), "/content", run(), steps::incrementAndGet)
                        .size());
        assertEquals(6, steps.get());
        underTest.with(UUID, "/content", run(), steps::incrementAndGet);
        assertEquals(6, steps.get(), "they are read once");
    }

    @Test
    @Timeout(60)
    void whoWaitsForAnotherToReadThemComesBackTimeAndAgain() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(1);
        FutureTask<List<String>> first = new FutureTask<>(() -> underTest.with(UUID, "/content", run(), () -> {
            reading.countDown();
            await(held);
        }));
        new Thread(first).start();
        reading.await();

        List<String> found = underTest.with(UUID, "/content", run(), held::countDown);

        assertEquals(List.of("/content/dam/2"), found);
        assertEquals(found, first.get());
    }

    private RunNode run() throws RepositoryException {
        return RunStore.find(oak.login(), "run").orElseThrow();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
