package org.openguides.processing.internal.job;

import java.time.Duration;

import org.openguides.processing.internal.access.Requesters;
import org.openguides.processing.internal.run.ErrorBudget;
import org.openguides.processing.internal.run.RunSettings;

/** From what an administrator configures to what the engine works with. */
final class EngineSettings {

    /** Bounds how late counts, log lines and cancel requests of other nodes are noticed. */
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);
    /** With the poll interval and the coordinator's own it stays below the five seconds that the contract promises. */
    private static final Duration CANCEL_GRACE = Duration.ofSeconds(2);

    private static final int HEARTBEATS_IN_LEASE = 6;

    private EngineSettings() {}

    /**
     * Reads the configuration.
     *
     * @throws IllegalArgumentException if a number makes no sense
     */
    static RunSettings from(ProcessingConfig config, Requesters requesters) {
        Duration lease = Duration.ofSeconds(config.leaseSeconds());
        return new RunSettings(
                config.partitionSize(),
                config.partitionsInFlight(),
                config.batchSize(),
                Duration.ofSeconds(config.batchSeconds()),
                POLL_INTERVAL,
                config.renewOutdated(),
                requesters,
                new RunSettings.Safety(
                        lease,
                        lease.dividedBy(HEARTBEATS_IN_LEASE),
                        config.attempts(),
                        Duration.ofSeconds(config.assetSeconds()),
                        CANCEL_GRACE,
                        Duration.ofSeconds(config.catalogSeconds()),
                        Duration.ofSeconds(config.storageSeconds()),
                        Duration.ofSeconds(config.laterSeconds()),
                        new ErrorBudget.Rule(config.errorPercent(), config.errorWindow())));
    }
}
