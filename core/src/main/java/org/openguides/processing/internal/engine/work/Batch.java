package org.openguides.processing.internal.engine.work;

import javax.jcr.RepositoryException;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.store.Deferral;
import org.openguides.processing.internal.store.ItemReport;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.internal.store.Tally;
import org.openguides.processing.spi.Finding;
import org.openguides.processing.spi.ItemResult;

/** The assets of one commit: what becomes of them, transient in the session, and what is to be noted of them. */
public interface Batch {

    /**
     * Takes one asset.
     *
     * @return why it has to be tried again later; null if it has its outcome
     * @throws org.openguides.processing.internal.asset.ContentUnreachableException if an original cannot be read now
     */
    @Nullable
    Deferral add(String path) throws RepositoryException;

    /** Leaves out an asset that is tried again later. */
    void defer();

    /** Gives an asset an outcome that does not follow from its content; nothing is written to it. */
    void note(String path, ItemResult result);

    /** Adds an asset that failed for a reason that lies outside its content. */
    void addFailure(String path, Finding reason) throws RepositoryException;

    /** Like {@link #addFailure}, of an asset to which nothing can be written. */
    void noteFailure(String path, Finding reason);

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
