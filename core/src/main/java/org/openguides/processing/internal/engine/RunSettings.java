package org.openguides.processing.internal.engine;

import java.time.Duration;

/**
 * How the engine works. Immutable.
 *
 * @param sizes         how the work is cut into pieces
 * @param pollInterval  how often a coordinator looks when nothing wakes it up, and a supervisor at its worker
 * @param renewOutdated whether runs that leave out processed assets process those with outdated results again
 * @param comparedBytes up to how many bytes of an original are read to tell whether they have changed, where the platform cannot tell
 * @param leases        when work is taken from an owner
 * @param limits        how long a worker may take
 * @param waits         how long a run waits for what is away
 * @param errorBudget   share of failures at which a run is given up
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

    /** Of what has been selected: while a worker finishes the last partition, others have nothing left to do. */
    private static final int SHARE = 20;
    /** A partition is given to workers twice, as a job, which costs as much as twenty assets each time. */
    private static final int LEAST = 600;

    /**
     * How the work is cut into pieces.
     *
     * @param partition assets in a partition, at most
     * @param inFlight  partitions of one run that wait or are worked on at the same time, at most; 0 for no such limit
     * @param batch     assets in one commit, at most
     * @param batchTime time after which a smaller batch is committed
     * @param workers   workers of a node
     * @param turn      how long a worker works for one run before another run that has not ended gets its turn
     */
    public record Sizes(int partition, int inFlight, int batch, Duration batchTime, int workers, Duration turn) {

        public Sizes {
            if (partition < 1 || inFlight < 0 || batch < 1 || workers < 1) {
                throw new IllegalArgumentException("sizes must be positive");
            }
        }
    }

    /**
     * When work is taken from an owner, and when a run is given up.
     *
     * @param lease     time without a heartbeat after which an owner counts as dead
     * @param heartbeat how often an owner gives a heartbeat, at least; a fraction of the lease
     * @param attempts  owners in a row that may die without any progress before the run is given up
     * @param failing   how long work that fails is tried again where there is no other node
     */
    public record Leases(Duration lease, Duration heartbeat, int attempts, Duration failing) {

        public Leases {
            if (attempts < 1) {
                throw new IllegalArgumentException("attempts must be positive");
            }
        }
    }

    /**
     * How long a worker may take; one that takes longer is left behind.
     *
     * @param assetTime     to process one asset
     * @param stepTime      to link some assets, to read a map, to walk on, or for anything else that is one step
     * @param commitTime    to save a batch
     * @param cancelGrace   to notice that the run has been cancelled
     * @param mostAbandoned threads that may have been left behind before the node takes no more work
     */
    public record Limits(
            Duration assetTime, Duration stepTime, Duration commitTime, Duration cancelGrace, int mostAbandoned) {}

    /**
     * How long a run waits.
     *
     * @param catalog for a catalog that is away
     * @param storage for a data store that is away
     * @param later   for an asset that cannot be processed now
     */
    public record Waits(Duration catalog, Duration storage, Duration later) {}

    /**
     * How many assets the next partition holds. The size of the run is not known yet: the first partitions are small, so that all
     * workers have something to do in a small run too, and short of the end of any.
     *
     * @param selected assets that are in partitions already
     */
    public int sizeOfPartition(long selected) {
        return (int) Math.min(sizes.partition(), Math.max(LEAST, selected / SHARE));
    }

    /**
     * How many pieces of one run's work may be given to workers at the same time. Sling hands out jobs in the order of their
     * creation: as many as there are workers for the run, and one more so that no worker has to wait for the next.
     *
     * @param nodes of the cluster
     * @param runs  that have not ended
     */
    public int inFlight(int nodes, int runs) {
        int all = Math.max(1, nodes) * sizes.workers();
        int share = Math.max(1, (all + runs - 1) / Math.max(1, runs)) + (runs > all ? 0 : 1);
        return sizes.inFlight() == 0 ? share : Math.min(share, sizes.inFlight());
    }
}
