package org.openguides.processing.internal.store;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

/** What a partition keeps of the workers that died in it, to find the asset at fault. Transient until saved. */
public final class DeathNotes {

    private static final String CAUTIOUS = "cautiousTo";
    private static final String IN_HAND = "inHand";
    private static final String UNEXPLAINED = "deathUnexplained";

    private final Node partition;

    DeathNotes(Node partition) {
        this.partition = partition;
    }

    /** Whether a worker has died at one of the assets up to {@link #cautiousTo}, and it is not known at which. */
    public boolean isUnexplained() throws RepositoryException {
        return Nodes.flag(partition, UNEXPLAINED);
    }

    public void setUnexplained(boolean unexplained) throws RepositoryException {
        partition.setProperty(UNEXPLAINED, unexplained);
    }

    /** Up to which position assets are to be processed one by one, each noted before; 0 if none are. */
    public int cautiousTo() throws RepositoryException {
        return (int) Nodes.number(partition, CAUTIOUS);
    }

    public void setCautiousTo(int position) throws RepositoryException {
        partition.setProperty(CAUTIOUS, position);
    }

    /** What the owner of the partition is about to process, in the owner's own words; empty if nothing is noted. */
    public String inHand() throws RepositoryException {
        return Nodes.text(partition, IN_HAND, "");
    }

    public void noteInHand(String note) throws RepositoryException {
        partition.setProperty(IN_HAND, note);
    }

    /** Forgets what {@link #noteInHand} has noted. */
    public void forgetInHand() throws RepositoryException {
        if (partition.hasProperty(IN_HAND)) {
            partition.getProperty(IN_HAND).remove();
        }
    }
}
