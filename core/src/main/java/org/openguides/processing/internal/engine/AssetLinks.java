package org.openguides.processing.internal.engine;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.List;
import java.util.Set;

import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.catalog.Identities;
import org.openguides.processing.spi.Finding;
import org.openguides.processing.spi.PropertyChange;

/**
 * Tells of an asset what depends on other assets: by which maps it is used, whether its keys are defined. So it is asked
 * when all assets of a run have been processed. Safe for use by many threads.
 */
@FunctionalInterface
public interface AssetLinks {

    /**
     * Begins to look at some assets of a run; what is found out of a project is kept for all of the run's assets.
     *
     * @param run     its id
     * @param session theirs
     */
    Reader begin(String run, Session session);

    /**
     * The same, without having to wait for an index to tell of the assets of the run.
     *
     * @param assets   all that the run has processed
     * @param visible  what the findings may tell of other assets
     * @param progress called with each step, as what a project has may take long to read; by the caller's thread
     */
    default Reader begin(String run, Session session, Identities assets, Visibility visible, Runnable progress) {
        return begin(run, session);
    }

    /** Is shown assets, some at a time. For one thread, and as long as the session shows one state of the repository. */
    @FunctionalInterface
    interface Reader {

        /**
         * What there is to write and to say of each of the assets, in their order; nothing is written yet.
         *
         * @param assets   of the session
         * @param doubtful paths of those whose uuid another one may have too
         */
        List<Links> of(List<AssetNode> assets, Set<String> doubtful) throws RepositoryException;
    }

    /**
     * What depends on other assets.
     *
     * @param changes  what should be written to the asset
     * @param warnings findings for the run's log
     */
    record Links(List<PropertyChange> changes, List<Finding> warnings) {

        public Links {
            changes = List.copyOf(changes);
            warnings = List.copyOf(warnings);
        }
    }
}
