package org.openguides.processing.internal.run;

import javax.jcr.RepositoryException;

import java.util.List;

import org.openguides.processing.internal.store.ItemReport;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.internal.store.Tally;

/** The assets of one commit: what becomes of them, transient in the session, and what is to be noted of them. */
interface Batch {

    /** Takes one asset. */
    void add(String path) throws RepositoryException;

    /** Adds an asset that failed for a reason that lies outside its content. */
    void addFailure(String path, String reason) throws RepositoryException;

    /** Like {@link #addFailure}, of an asset to which nothing can be written. */
    void noteFailure(String path, String reason);

    /**
     * Does what is done for all assets at once; to be called before they are saved, after the last of them.
     *
     * @param partition theirs
     */
    void complete(PartitionNode partition) throws RepositoryException;

    /** The outcomes of the assets in the batch. */
    Tally tally();

    /** What is to be said of the assets in the batch; nothing of those that are as they should be. */
    List<ItemReport> reports();
}
