package org.openguides.processing.internal.run;

import javax.jcr.RepositoryException;

import java.util.List;

import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.spi.PropertyChange;

/**
 * Tells of an asset what depends on other assets: by which maps it is used, whether its keys are defined. So it is asked
 * when all assets of a run have been processed. Safe for use by many threads.
 */
@FunctionalInterface
public interface AssetLinks {

    /**
     * Begins to look at the assets of one run.
     *
     * @param assets about how many there are
     */
    Reader begin(long assets);

    /** Is shown the assets in the order of the walk, some at a time. For one thread; each call may come with another session. */
    @FunctionalInterface
    interface Reader {

        /**
         * What there is to write and to say of each of the assets, in their order; nothing is written yet.
         *
         * @param assets of one session
         */
        List<Links> of(List<AssetNode> assets) throws RepositoryException;
    }

    /**
     * What depends on other assets.
     *
     * @param changes  what should be written to the asset
     * @param warnings findings for the run's log
     */
    record Links(List<PropertyChange> changes, List<String> warnings) {

        public Links {
            changes = List.copyOf(changes);
            warnings = List.copyOf(warnings);
        }
    }
}
