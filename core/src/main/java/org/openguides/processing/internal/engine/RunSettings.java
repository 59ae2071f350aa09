package org.openguides.processing.internal.engine;

import java.time.Duration;

/**
 * Settings of the engine. Immutable.
 *
 * @param sizes         sizes of partitions and batches, and number of workers
 * @param pollInterval  interval at which a coordinator polls its runs and a supervisor its worker
 * @param renewOutdated whether runs that skip processed assets process those with outdated results again
 * @param comparedBytes maximum size in bytes of originals that are read to detect changes, where the platform offers no
 *                      other way
 * @param leases        when work is taken over, and when a run is given up
 * @param limits        time limits of workers
 * @param waits         how long a run waits for unavailable backends
 * @param errorBudget   share of failures that ends a run
 */
public record RunSettings(
        Sizes sizes,
        Duration pollInterval,
        boolean renewOutdated,
        int comparedBytes,
        Leases leases,
        Limits limits,
        Waits waits,
        ErrorBudget.Rule errorBudget) {

    /** Divisor of the number of selected assets: while one worker finishes the last partition, the others are idle. */
    private static final int SHARE = 20;
    /** A partition is a job twice, and each job costs as much as twenty assets. */
    private static final int LEAST = 600;

    /**
     * Sizes of partitions and batches, and number of workers.
     *
     * @param partition maximum number of assets in a partition
     * @param inFlight  maximum number of partitions of one run that are queued or in work; 0 for no limit
     * @param batch     maximum number of assets in one commit
     * @param batchTime time after which a smaller batch is committed
     * @param workers   number of workers of a node
     * @param turn      how long a worker works for one run before it switches to another active run
     */
    public record Sizes(int partition, int inFlight, int batch, Duration batchTime, int workers, Duration turn) {

        public Sizes {
            if (partition < 1 || inFlight < 0 || batch < 1 || workers < 1) {
                throw new IllegalArgumentException("sizes must be positive");
            }
        }
    }

    /**
     * When work is taken over, and when a run is given up.
     *
     * @param lease     time without a heartbeat after which an owner is considered dead
     * @param heartbeat maximum interval between heartbeats; a fraction of the lease
     * @param attempts  number of consecutive owners that may die without progress before the run is given up
     * @param failing   how long failing work is retried where there is no other node
     */
    public record Leases(Duration lease, Duration heartbeat, int attempts, Duration failing) {

        public Leases {
            if (attempts < 1) {
                throw new IllegalArgumentException("attempts must be positive");
            }
        }
    }

    /**
     * Time limits of workers; a worker that exceeds one is abandoned.
     *
     * @param assetTime     limit for processing one asset
     * @param stepTime      limit for any other step, such as linking some assets, reading a map or continuing the walk
     * @param commitTime    limit for saving a batch
     * @param cancelGrace   limit for noticing that the run has been cancelled
     * @param mostAbandoned number of abandoned threads at which the node stops accepting work
     */
    public record Limits(
            Duration assetTime, Duration stepTime, Duration commitTime, Duration cancelGrace, int mostAbandoned) {}

    /**
     * How long a run waits for unavailable backends.
     *
     * @param catalog limit for an unavailable catalog
     * @param storage limit for an unavailable data store
     * @param later   limit for an asset that cannot be processed at the moment
     */
    public record Waits(Duration catalog, Duration storage, Duration later) {}

    /**
     * Returns the size of the next partition. The size of the run is not known yet: the first partitions are small so
     * that a small run keeps all workers busy, too, and so that no run ends with a long wait for a single worker.
     *
     * @param selected number of assets that are already in partitions
     */
    public int sizeOfPartition(long selected) {
        return (int) Math.min(sizes.partition(), Math.max(LEAST, selected / SHARE));
    }

    /**
     * Returns how many work units of one run may be queued at the same time. Sling executes jobs in the order of their
     * creation, so this is the run's share of the workers, plus one so that no worker has to wait for the next unit.
     *
     * @param nodes number of nodes of the cluster
     * @param runs  number of runs that have not ended
     */
    public int inFlight(int nodes, int runs) {
        int all = Math.max(1, nodes) * sizes.workers();
        int share = Math.max(1, (all + runs - 1) / Math.max(1, runs)) + (runs > all ? 0 : 1);
        return sizes.inFlight() == 0 ? share : Math.min(share, sizes.inFlight());
    }
}
