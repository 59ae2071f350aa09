package org.openguides.processing.internal.engine;

import java.util.List;

import org.openguides.processing.api.Run;

/**
 * Receives what the engine of this node has committed, in the thread that made the commit. Implementations return
 * without delay and throw nothing. Each call is made at most once: a node that dies between the commit and the call
 * does not make it up. Safe for use by multiple threads.
 */
public interface EngineListener {

    /** Listens to nothing. */
    EngineListener NONE = new EngineListener() {

        @Override
        public boolean wantsAssets() {
            return false;
        }

        @Override
        public void committed(List<CommittedAsset> assets) {
            // wants none
        }

        @Override
        public boolean wantsRuns() {
            return false;
        }

        @Override
        public void started(Run run) {
            // wants none
        }

        @Override
        public void ended(Run run) {
            // wants none
        }
    };

    /** Returns whether assets are to be collected for {@link #committed}; asked when work on a partition begins. */
    boolean wantsAssets();

    /** Called with the assets that one commit has changed or that have failed in it; at least one. */
    void committed(List<CommittedAsset> assets);

    /** Returns whether {@link #started} and {@link #ended} are to be called. */
    boolean wantsRuns();

    /** Called after this node has started or resumed a run, but not after a takeover. */
    void started(Run run);

    /** Called after a run that this node coordinates has ended. */
    void ended(Run run);
}
