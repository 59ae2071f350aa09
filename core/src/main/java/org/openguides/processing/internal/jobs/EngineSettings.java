package org.openguides.processing.internal.jobs;

import java.time.Duration;

import org.openguides.processing.internal.engine.ErrorBudget;
import org.openguides.processing.internal.engine.RunSettings;

/** Converts the configuration into settings of the engine. */
final class EngineSettings {

    /** Bounds the delay in noticing counts, log lines and cancel requests of other nodes. */
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);
    /**
     * Together with the poll intervals of worker and coordinator this is below the five seconds that the contract
     * promises.
     */
    private static final Duration CANCEL_GRACE = Duration.ofSeconds(2);

    private static final int HEARTBEATS_IN_LEASE = 6;

    private static final int KILOBYTE = 1024;

    private EngineSettings() {}

    private static int comparedBytes(int kilobytes) {
        if (kilobytes < 0 || kilobytes > Integer.MAX_VALUE / KILOBYTE) {
            throw new IllegalArgumentException("comparedKilobytes must not be negative, nor more than 2 GB");
        }
        return kilobytes * KILOBYTE;
    }

    /**
     * Converts a configuration.
     *
     * @throws IllegalArgumentException if a value is out of range
     */
    static RunSettings from(ProcessingConfig config) {
        Duration lease = Duration.ofSeconds(config.leaseSeconds());
        return new RunSettings(
                new RunSettings.Sizes(
                        config.partitionSize(),
                        config.partitionsInFlight(),
                        config.batchSize(),
                        Duration.ofSeconds(config.batchSeconds()),
                        config.workers(),
                        Duration.ofSeconds(config.turnSeconds())),
                POLL_INTERVAL,
                config.renewOutdated(),
                comparedBytes(config.comparedKilobytes()),
                new RunSettings.Leases(
                        lease,
                        lease.dividedBy(HEARTBEATS_IN_LEASE),
                        config.attempts(),
                        Duration.ofSeconds(config.failingSeconds())),
                new RunSettings.Limits(
                        Duration.ofSeconds(config.assetSeconds()),
                        Duration.ofSeconds(config.stepSeconds()),
                        Duration.ofSeconds(config.commitSeconds()),
                        CANCEL_GRACE,
                        config.abandonedThreads()),
                new RunSettings.Waits(
                        Duration.ofSeconds(config.catalogSeconds()),
                        Duration.ofSeconds(config.storageSeconds()),
                        Duration.ofSeconds(config.laterSeconds())),
                new ErrorBudget.Rule(config.errorPercent(), config.errorWindow()));
    }
}
