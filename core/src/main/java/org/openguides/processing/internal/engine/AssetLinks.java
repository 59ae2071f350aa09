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
 * Finds the properties of an asset that depend on other assets: which maps use it, whether its keys are defined. It is
 * called once all assets of a run have been processed. Safe for use by multiple threads.
 */
@FunctionalInterface
public interface AssetLinks {

    /**
     * Opens a reader for some assets of a run. What it learns about a project is cached for all assets of the run.
     *
     * @param run     id of the run
     * @param session the session of the assets
     */
    Reader begin(String run, Session session);

    /**
     * Opens a reader that does not depend on an index being up to date with the run.
     *
     * @param assets   all assets that the run has processed
     * @param visible  which other assets the findings may mention
     * @param progress called with each step, by the calling thread, since reading a project may take long
     */
    default Reader begin(String run, Session session, Identities assets, Visibility visible, Runnable progress) {
        return begin(run, session);
    }

    /**
     * Reads the links of assets, a few at a time. For one thread, and only while the session sees one revision of the
     * repository.
     */
    @FunctionalInterface
    interface Reader {

        /**
         * Returns the changes and findings of each asset, in the given order; writes nothing.
         *
         * @param assets   assets of the reader's session
         * @param doubtful paths of assets whose uuid may also belong to another asset
         */
        List<Links> of(List<AssetNode> assets, Set<String> doubtful) throws RepositoryException;
    }

    /**
     * The changes and findings of an asset that depend on other assets.
     *
     * @param changes  properties to write to the asset
     * @param warnings findings for the log of the run
     */
    record Links(List<PropertyChange> changes, List<Finding> warnings) {

        public Links {
            changes = List.copyOf(changes);
            warnings = List.copyOf(warnings);
        }
    }
}
