package org.openguides.processing.internal.store;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

/** Records deaths of workers on a partition, to find the asset that caused them. Transient until saved. */
public final class DeathNotes {

    private static final String CAUTIOUS = "cautiousTo";
    private static final String IN_HAND = "inHand";
    private static final String UNEXPLAINED = "deathUnexplained";

    private final Node partition;

    DeathNotes(Node partition) {
        this.partition = partition;
    }

    /** Returns whether a worker has died at an unknown asset up to {@link #cautiousTo}. */
    public boolean isUnexplained() throws RepositoryException {
        return Nodes.flag(partition, UNEXPLAINED);
    }

    public void setUnexplained(boolean unexplained) throws RepositoryException {
        partition.setProperty(UNEXPLAINED, unexplained);
    }

    /** Returns the position up to which assets are processed one by one and recorded before; 0 for none. */
    public int cautiousTo() throws RepositoryException {
        return (int) Nodes.number(partition, CAUTIOUS);
    }

    public void setCautiousTo(int position) throws RepositoryException {
        partition.setProperty(CAUTIOUS, position);
    }

    /** Returns the asset that the owner is about to process, in the owner's encoding; empty if none is recorded. */
    public String currentAsset() throws RepositoryException {
        return Nodes.text(partition, IN_HAND, "");
    }

    public void recordCurrentAsset(String note) throws RepositoryException {
        partition.setProperty(IN_HAND, note);
    }

    /** Removes the record of {@link #recordCurrentAsset}. */
    public void clearCurrentAsset() throws RepositoryException {
        if (partition.hasProperty(IN_HAND)) {
            partition.getProperty(IN_HAND).remove();
        }
    }
}
