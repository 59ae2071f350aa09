package org.openguides.processing.internal.run;

import java.time.Duration;
import java.util.Set;

/**
 * How the engine works.
 *
 * @param partitionSize      assets in a partition
 * @param partitionsInFlight partitions of one run that wait or are worked on at the same time
 * @param batchSize          assets in one commit, at most
 * @param batchTime          time after which a smaller batch is committed
 * @param lease              time without a heartbeat after which an owner counts as dead
 * @param pollInterval       how often the coordinator looks, when nothing wakes it up
 * @param operatorGroups     groups whose members may have assets processed that they may not modify themselves
 */
public record RunSettings(
        int partitionSize,
        int partitionsInFlight,
        int batchSize,
        Duration batchTime,
        Duration lease,
        Duration pollInterval,
        Set<String> operatorGroups) {

    public RunSettings {
        operatorGroups = Set.copyOf(operatorGroups);
        if (partitionSize < 1 || partitionsInFlight < 1 || batchSize < 1) {
            throw new IllegalArgumentException("sizes must be positive");
        }
    }
}
