package org.openguides.processing.internal.engine;

import org.openguides.processing.api.Counts;
import org.openguides.processing.api.ThrottleReason;

/**
 * Receives what the engine measures on this node. Some methods are called several times for each asset, so an
 * implementation must return within some tens of nanoseconds and must not throw. Safe for use by multiple threads.
 */
public interface EngineMetrics {

    /** A step whose duration is measured. */
    enum Step {
        /** Reading the bytes of one original, from the moment it is opened. */
        READ,
        /** Parsing one original, without the time spent on reading its bytes. */
        PARSE,
        /** Processing one asset, which includes reading and parsing. */
        ASSET,
        /** Determining the links of some assets. */
        LINK,
        /** Saving a batch. */
        COMMIT
    }

    /** Discards everything; for use outside of a server. */
    EngineMetrics NONE = new EngineMetrics() {
        @Override
        public void took(Step step, long nanos) {
            // discarded
        }

        @Override
        public void committed(Counts outcomes, int assets) {
            // discarded
        }

        @Override
        public void failed(String reason) {
            // discarded
        }

        @Override
        public void conflicted() {
            // discarded
        }

        @Override
        public void throttled(ThrottleReason reason, long nanos) {
            // discarded
        }
    };

    /** Records the duration of a step that has ended, in nanoseconds. */
    void took(Step step, long nanos);

    /**
     * Records a batch that has been committed.
     *
     * @param outcomes outcomes of its assets; none of assets that were linked or deferred
     * @param assets   number of assets by which the checkpoint has advanced
     */
    void committed(Counts outcomes, int assets);

    /**
     * Records an asset whose failure has been committed.
     *
     * @param reason code of the reason; those of other bundles are counted together
     */
    void failed(String reason);

    /** Records a batch that met a conflict or a rejection, and is replayed asset by asset. */
    void conflicted();

    /** Records the time for which a worker waited, in nanoseconds. */
    void throttled(ThrottleReason reason, long nanos);
}
