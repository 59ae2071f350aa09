package org.openguides.processing.it;

import java.time.Duration;
import java.util.Optional;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/** The start of a server that somebody waits for. For one thread. */
final class StartUp {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final SlingClient admin;
    private final Readiness readiness;
    private final Process process;
    /** What was lacking when it was looked at last; written by the thread that looks. */
    private volatile String lacking = "an answer";

    StartUp(SlingClient admin, Readiness readiness, Process process) {
        this.admin = admin;
        this.readiness = readiness;
        this.process = process;
    }

    /**
     * Waits until the server is ready.
     *
     * @throws IllegalStateException if it ends before, or is not ready in time; the message says which of it, and what it
     *     lacked
     */
    void await() {
        try {
            Awaitility.await("ready")
                    .atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(100))
                    .failFast("the process ended", () -> !process.isAlive())
                    .until(this::isReady);
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException("not ready in " + LIMIT + " for lack of " + lacking, e);
        } catch (TerminalFailureException e) {
            throw new IllegalStateException("ended with " + process.exitValue() + " before it was ready", e);
        }
    }

    private boolean isReady() {
        Optional<String> lack = lack();
        lack.ifPresent(what -> lacking = what);
        return lack.isEmpty();
    }

    private Optional<String> lack() {
        try {
            return readiness.lack(admin);
        } catch (RuntimeException | AssertionError e) { // the latter where an answer is no answer of ours yet
            return Optional.of("an answer (" + e + ")");
        }
    }
}
