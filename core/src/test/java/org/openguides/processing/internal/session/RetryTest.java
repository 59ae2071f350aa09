package org.openguides.processing.internal.session;

import javax.jcr.InvalidItemStateException;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openguides.processing.testing.OakRepository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** Number of attempts, and pauses between them. */
class RetryTest {

    private static final Retry.Policy THREE = new Retry.Policy(3, Duration.ZERO, Duration.ZERO);

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    @Test
    void pausesGrowUpToACap() {
        Retry.Policy policy = new Retry.Policy(10, Duration.ofMillis(20), Duration.ofMillis(100));
        List<Long> most = IntStream.rangeClosed(1, 5)
                .mapToObj(failed -> policy.most(failed).toMillis())
                .toList();
        assertEquals(List.of(20L, 40L, 80L, 100L, 100L), most);
    }

    @Test
    void eachAttemptBeginsWithThePresentStateAndTheLastOneIsTold() {
        Session session = oak.login();
        Retry retry = new Retry(THREE);
        AtomicInteger attempts = new AtomicInteger();

        assertThrows(
                InvalidItemStateException.class,
                () -> retry.<Boolean, RepositoryException>onConflict(session, () -> {
                    assertFalse(session.hasPendingChanges());
                    session.getRootNode().addNode("n" + attempts.incrementAndGet());
                    throw new InvalidItemStateException();
                }));

        assertEquals(3, attempts.get());
        assertEquals(2, retry.retries());
    }

    @Test
    void otherErrorsAreNotRetried() {
        AtomicInteger attempts = new AtomicInteger();
        assertThrows(IllegalStateException.class, () -> new Retry(THREE)
                .<Boolean, RepositoryException>onConflict(oak.login(), () -> {
                    attempts.incrementAndGet();
                    throw new IllegalStateException();
                }));
        assertEquals(1, attempts.get());
    }

    @Test
    void anInvalidPolicyIsRejected() {
        assertThrows(IllegalArgumentException.class, () -> new Retry.Policy(0, Duration.ZERO, Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> new Retry.Policy(1, Duration.ofMillis(-1), Duration.ZERO));
    }
}
