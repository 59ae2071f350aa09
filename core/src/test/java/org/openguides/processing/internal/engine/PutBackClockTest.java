package org.openguides.processing.internal.engine;

import javax.jcr.Session;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.RunStore;
import org.openguides.processing.testing.OakRepository;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A worker whose clock was ahead and has been set back: its heartbeats continue, and others notice them. */
class PutBackClockTest {

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    private static final Duration AHEAD = Duration.ofMinutes(10);
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final String WORKER = "other@p1.a1";

    private final TestClock clock = new TestClock();
    private final Ownership ownership =
            new Ownership(new Owner("node", "p1", "a1", "node"), node -> false, LEASE, clock.time());
    private Session session;
    private PartitionNode partition;

    @BeforeEach
    void acquire() throws Exception {
        session = oak.login();
        RunNode run = RunStore.create(
                session, "one", RunRequest.of(List.of("/content/dam"), "jane").build(), clock.instant());
        partition = run.seal(1, List.of("/content/dam/a"));
        partition.acquire(WORKER, "other", clock.instant());
    }

    @Test
    void commitsAreSeenAfterASignalThatWasAhead() throws Exception {
        partition.signal(clock.instant().plus(AHEAD));

        for (int commit = 0; commit < 5; commit++) {
            assertFalse(isGoneAfter(LEASE.dividedBy(2)));
            partition.beat(clock.instant());
        }
        assertTrue(isGoneAfter(LEASE.plusSeconds(1)), "without heartbeats it is gone");
    }

    @Test
    void signalsAreSeenAfterACommitThatWasAhead() throws Exception {
        partition.beat(clock.instant().plus(AHEAD));

        for (int signal = 0; signal < 5; signal++) {
            assertFalse(isGoneAfter(LEASE.dividedBy(2)));
            partition.signal(clock.instant());
        }
        assertTrue(isGoneAfter(LEASE.plusSeconds(1)), "without heartbeats it is gone");
    }

    /** Checks once a second. */
    private boolean isGoneAfter(Duration time) throws Exception {
        boolean gone = false;
        for (long second = 0; second <= time.toSeconds(); second++) {
            gone = ownership.isGone(partition.node().getPath(), partition.owner(), partition.pulse());
            clock.forward(Duration.ofSeconds(1));
        }
        return gone;
    }
}
