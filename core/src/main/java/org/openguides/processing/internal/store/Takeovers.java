package org.openguides.processing.internal.store;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

/** Counts consecutive takeovers from owners that died without progress. Transient until saved. */
final class Takeovers {

    private static final String COUNT = "fruitlessAttempts";
    private static final String MARK = "progressAtTakeover";
    /** Earlier builds neither read nor write it. */
    private static final String PLACE = "placeAtTakeover";

    private Takeovers() {}

    /**
     * Records a takeover.
     *
     * @param progress progress of the work; grows with each commit
     * @return number of owners in a row that have died at this progress
     */
    static int note(Node node, long progress) throws RepositoryException {
        return note(node, progress, "");
    }

    /**
     * Records a takeover of work whose progress is more than a number.
     *
     * @param progress progress that earlier builds know, too
     * @param place    any other progress; a count of an earlier build, which did not record it, goes on
     * @return number of owners in a row that have died at this progress
     */
    static int note(Node node, long progress, String place) throws RepositoryException {
        boolean stuck = node.hasProperty(MARK)
                && Nodes.number(node, MARK) == progress
                && Nodes.text(node, PLACE, place).equals(place);
        long count = stuck ? Nodes.number(node, COUNT) + 1 : 1;
        node.setProperty(MARK, progress);
        node.setProperty(COUNT, count);
        if (!place.isEmpty()) {
            node.setProperty(PLACE, place);
        }
        return (int) count;
    }

    static void forget(Node node) throws RepositoryException {
        Nodes.remove(node, MARK, COUNT, PLACE);
    }
}
