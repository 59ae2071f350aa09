package org.openguides.processing.internal.store;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

/**
 * Counts how often in a row something was taken over from an owner who had died without coming any further. Transient
 * until saved.
 */
final class Takeovers {

    private static final String COUNT = "fruitlessAttempts";
    private static final String MARK = "progressAtTakeover";

    private Takeovers() {}

    /**
     * Notes a takeover.
     *
     * @param progress how far the work has come; grows with each commit that brings it on
     * @return how many owners in a row have died at this very progress
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
