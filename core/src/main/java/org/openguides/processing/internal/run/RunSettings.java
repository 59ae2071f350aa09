package org.openguides.processing.internal.run;

import java.time.Duration;

import org.openguides.processing.internal.access.Requesters;

/**
 * How the engine works.
 *
 * @param partitionSize      assets in a partition, at most
 * @param partitionsInFlight partitions of one run that wait or are worked on at the same time
 * @param batchSize          assets in one commit, at most
 * @param batchTime          time after which a smaller batch is committed
 * @param pollInterval       how often the coordinator looks, when nothing wakes it up, and a worker is looked after
 * @param renewOutdated      whether runs that leave out processed assets process those with outdated results again
 * @param requesters         looks up the users who asked for runs
 * @param safety             what is done when something goes wrong
 */
public record RunSettings(
        int partitionSize,
        int partitionsInFlight,
        int batchSize,
        Duration batchTime,
        Duration pollInterval,
        boolean renewOutdated,
        Requesters requesters,
        Safety safety) {

    /** Of what has been selected: while a worker finishes the last partition, others have nothing left to do. */
    private static final int SHARE = 20;
    /** A partition is given to workers twice, as a job, which costs as much as twenty assets each time. */
    private static final int LEAST = 600;

    /**
     * When work is taken from an owner, and when a run is given up.
     *
     * @param lease       time without a heartbeat after which an owner counts as dead
     * @param heartbeat   how often an owner gives a sign, at least; a fraction of the lease
     * @param attempts    owners in a row that may die without any progress before the run is given up
     * @param assetTime   how long one asset may take
     * @param cancelGrace how long a cancel request waits for the asset in hand
     * @param catalogWait how long a catalog may be away
     * @param storageWait how long a data store may be away
     * @param laterWait   how long an asset that cannot be processed now is tried again
     * @param errorBudget share of failures at which the run is given up
     */
    public record Safety(
            Duration lease,
            Duration heartbeat,
            int attempts,
            Duration assetTime,
            Duration cancelGrace,
            Duration catalogWait,
            Duration storageWait,
            Duration laterWait,
            ErrorBudget.Rule errorBudget) {}

    public RunSettings {
        if (partitionSize < 1 || partitionsInFlight < 1 || batchSize < 1 || safety.attempts() < 1) {
            throw new IllegalArgumentException("sizes must be positive");
        }
    }

    /**
     * How many assets the next partition holds. Nobody knows how many will be selected: the first partitions are small, so
     * that all workers have something to do in a small run too, and short of the end of any.
     *
     * @param selected assets that are in partitions already
     */
    int sizeOfPartition(long selected) {
        return (int) Math.min(partitionSize, Math.max(LEAST, selected / SHARE));
    }
}
