package org.openguides.launcher.server;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Waits for the start of a server. For one thread. */
final class StartUp {

    /** After a crash a node of a cluster waits a minute for its own lease; and a machine may be busy. */
    static final Duration LIMIT = Duration.ofMinutes(5);

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final ServerHttp http;
    private final Readiness readiness;
    private final LeashedProcess process;
    private final SettledServices services = new SettledServices();

    StartUp(ServerHttp http, Readiness readiness, LeashedProcess process) {
        this.http = http;
        this.readiness = readiness;
        this.process = process;
    }

    /**
     * Waits until the server is ready.
     *
     * @throws StartFailure if it ends before, or is not ready in time; the message says which of it, and what it lacked
     */
    void await() {
        long begun = System.nanoTime();
        String lacking = "an answer";
        while (!process.hasEnded(PAUSE)) {
            Optional<String> lack = lack();
            if (lack.isEmpty()) {
                return;
            }
            lacking = lack.get();
            if (System.nanoTime() - begun > LIMIT.toNanos()) {
                throw new StartFailure("was not ready after " + LIMIT.toSeconds() + " s, for lack of " + lacking);
            }
        }
        throw new StartFailure("ended with " + process.process().exitValue() + " before it was ready");
    }

    /** While a server starts, its answers may not come, or be none of ours. */
    private Optional<String> lack() {
        try {
            Optional<String> lack = readiness.lack(http);
            return lack.isEmpty() && readiness.settled() ? services.lack(http) : lack;
        } catch (IOException e) {
            return Optional.of("an answer (" + e + ")");
        }
    }
}
