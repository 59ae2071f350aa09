package org.openguides.processing.internal.engine.work;

import javax.jcr.RepositoryException;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.engine.CommittedAsset;
import org.openguides.processing.internal.store.Deferral;
import org.openguides.processing.internal.store.ItemReport;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.internal.store.Tally;
import org.openguides.processing.spi.Finding;
import org.openguides.processing.spi.ItemResult;

/** The assets of one commit: their transient changes in the session, and their outcomes and reports. */
public interface Batch {

    /**
     * Adds an asset.
     *
     * @return why it has to be retried later; null if it has an outcome
     * @throws org.openguides.processing.internal.asset.ContentUnreachableException if an original cannot be read at the
     *                                                                              moment
     */
    @Nullable
    Deferral add(String path) throws RepositoryException;

    /** Skips an asset that is retried later. */
    void defer();

    /** Sets an outcome that does not depend on the content of the asset; writes nothing to the asset. */
    void note(String path, ItemResult result);

    /** Adds an asset that failed for a reason other than its content. */
    void addFailure(String path, Finding reason) throws RepositoryException;

    /** Adds a failed asset that cannot be written to. */
    void noteFailure(String path, Finding reason);

    /**
     * Completes the batch; must be called after its last asset and before the session is saved.
     *
     * @param partition partition of the assets
     */
    void complete(PartitionNode partition) throws RepositoryException;

    /** Returns the outcomes of the assets. */
    Tally tally();

    /** Returns the reports on the assets; assets that succeeded without warnings have none. */
    List<ItemReport> reports();

    /** Returns the assets that the listener of this node is told of after the commit. */
    default List<CommittedAsset> news() {
        return List.of();
    }
}
