package org.openguides.processing.internal.store;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

/** Counts consecutive takeovers from owners that died without progress. Transient until saved. */
final class Takeovers {

    private static final String COUNT = "fruitlessAttempts";
    private static final String MARK = "progressAtTakeover";

    private Takeovers() {}

    /**
     * Records a takeover.
     *
     * @param progress progress of the work; grows with each commit
     * @return number of owners in a row that have died at this progress
     */
    static int note(Node node, long progress) throws RepositoryException {
        boolean stuck = node.hasProperty(MARK) && Nodes.number(node, MARK) == progress;
        long count = stuck ? Nodes.number(node, COUNT) + 1 : 1;
        node.setProperty(MARK, progress);
        node.setProperty(COUNT, count);
        return (int) count;
    }

    static void forget(Node node) throws RepositoryException {
        if (node.hasProperty(MARK)) {
            node.getProperty(MARK).remove();
            node.getProperty(COUNT).remove();
        }
    }
}
