package org.openguides.cli.run;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.openguides.cli.Timing;
import org.openguides.cli.http.UnreachableServer;

/**
 * Repeats requests while the server is unavailable. Only for requests that change nothing: whether the server has acted
 * on a request without an answer is unknown.
 */
final class Retry {
    /** Enough for a server that restarts, since a run continues after the restart. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Duration PERIOD = Duration.ofMillis(500);

    private final Timing timing;

    Retry(Timing timing) {
        this.timing = timing;
    }

    /**
     * Returns the answer to a request. Repeats it for a minute since its first failure: a count of failures would be no
     * limit, since one may take no time, and another as long as a connection takes to time out.
     *
     * @throws UnreachableServer the last failure, if the server is still unavailable then or the thread is interrupted
     */
    <T> T read(Supplier<T> request) {
        @Nullable Instant end = null;
        while (true) {
            try {
                return request.get();
            } catch (UnreachableServer e) {
                Instant now = timing.now();
                end = end == null ? now.plus(PATIENCE) : end;
                if (!now.isBefore(end) || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
            }
            timing.pause(PERIOD);
        }
    }
}
