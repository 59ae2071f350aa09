package org.openguides.processing.it;

import java.time.Duration;
import java.util.Optional;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionEvaluationListener;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.EvaluatedCondition;
import org.awaitility.core.IgnoredException;
import org.awaitility.core.TerminalFailureException;

/** The start of a server that somebody waits for. For one thread. */
final class StartUp {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final SlingClient admin;
    private final Readiness readiness;
    private final Process process;
    private final SettledServices services = new SettledServices();
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
                    .ignoreExceptions()
                    .conditionEvaluationListener(new Failures())
                    .failFast("the process ended", () -> !process.isAlive())
                    .until(this::isReady);
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException("not ready in " + LIMIT + " for lack of " + lacking, e);
        } catch (TerminalFailureException e) {
            throw new IllegalStateException("ended with " + process.exitValue() + " before it was ready", e);
        }
    }

    private boolean isReady() {
        Optional<String> lack = readiness.lack(admin);
        if (lack.isEmpty() && readiness.settled()) {
            lack = services.lack(admin);
        }
        lack.ifPresent(what -> lacking = what);
        return lack.isEmpty();
    }

    /** While a server starts, its answers may not come, or be none of ours. */
    private final class Failures implements ConditionEvaluationListener<Boolean> {

        @Override
        public void conditionEvaluated(EvaluatedCondition<Boolean> condition) {
            // told by isReady
        }

        @Override
        public void exceptionIgnored(IgnoredException ignored) {
            lacking = "an answer (" + ignored.getThrowable() + ")";
        }
    }
}
