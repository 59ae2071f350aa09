package org.openguides.processing.internal.run;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.asset.ContentUnreachableException;

/**
 * Tells a data store that is away from a single file that is lost: of the first one file after the other cannot be read. For one
 * thread.
 */
final class Unreachable {

    /** So many originals in a row cannot be read, without any in between that can. */
    static final int AWAY = 3;

    /** Looks at so many assets at most to find one whose original can be read. */
    private static final int MOST_LOOKS = 100;

    private int inARow;

    /** An asset has been looked at; if its original has been read, the data store is there. */
    void seen(AssetNode asset) {
        if (asset.hasBeenRead()) {
            inARow = 0;
        }
    }

    /**
     * An original cannot be read.
     *
     * @throws ContentUnreachableException the same, if the data store is away
     */
    void count(ContentUnreachableException e) throws ContentUnreachableException {
        inARow++;
        if (inARow >= AWAY) {
            throw e;
        }
    }

    /**
     * Whether originals can be read at all: tries some of others.
     *
     * @param paths   of assets
     * @param except  which of them not to try, counted from 0
     * @return true too if none of them has to be read: then nothing speaks for an outage
     */
    static boolean othersCanBeRead(Session session, List<String> paths, Set<Integer> except, TypeDetector types)
            throws RepositoryException {
        int failed = 0;
        int looks = 0;
        for (int i = 0; i < paths.size() && looks < MOST_LOOKS && failed < AWAY; i++) {
            Optional<AssetNode> asset = except.contains(i) ? Optional.empty() : AssetNode.at(session, paths.get(i));
            if (asset.isPresent()) {
                looks++;
                try {
                    types.typeOf(asset.get());
                } catch (ContentUnreachableException e) {
                    failed++;
                }
                if (asset.get().hasBeenRead()) {
                    return true;
                }
            }
        }
        return failed == 0;
    }
}
