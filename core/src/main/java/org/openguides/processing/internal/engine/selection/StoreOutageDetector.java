package org.openguides.processing.internal.engine.selection;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.asset.ContentUnreachableException;
import org.openguides.processing.internal.engine.TypeDetector;

/**
 * Distinguishes an unavailable data store from lost files: when the store is unavailable, consecutive originals cannot
 * be read, and most others cannot either. For one thread.
 */
public final class StoreOutageDetector {

    /** Number of consecutive unreadable originals that indicates an unavailable store. */
    public static final int AWAY = 3;

    /** Number of readable originals that outweighs unreadable ones. */
    private static final int THERE = 2;

    /** For the last assets of a partition earlier assets are tried as well, since too few follow. */
    private static final int LAST = 10;

    /** Maximum number of assets that are examined to find originals that have to be read. */
    private static final int MOST_LOOKS = 100;

    private final TypeDetector types;
    private final Runnable step;
    private int inARow;

    /** What the originals indicate about their store. */
    public enum Store {
        THERE,
        AWAY,
        /** None of the originals has to be read. */
        UNKNOWN
    }

    /** @param step called before each additional original is tried */
    public StoreOutageDetector(TypeDetector types, Runnable step) {
        this.types = types;
        this.step = step;
    }

    /** Reports an examined asset; if its original was read, the data store is available. */
    public void seen(AssetNode asset) {
        if (asset.hasBeenRead()) {
            inARow = 0;
        }
    }

    /**
     * Reports an unreadable original. Unless it is the first one, other originals decide whether the data store is
     * unavailable: those that follow, since the node may have cached earlier ones.
     *
     * @param paths paths of the assets in the order in which they are read
     * @param index index of the unreadable one
     * @throws ContentUnreachableException the given exception, if the data store is unavailable
     */
    public void count(ContentUnreachableException e, Session session, List<String> paths, int index)
            throws RepositoryException {
        inARow++;
        if (inARow < AWAY) {
            return;
        }
        int behind = paths.size() - index - 1;
        Store store = behind > LAST ? ask(session, paths.subList(index + 1, paths.size())) : Store.UNKNOWN;
        if (store == Store.UNKNOWN) {
            store = ask(session, paths, Set.of(index));
        }
        if (store != Store.THERE) {
            throw e;
        }
        inARow = 0;
    }

    /**
     * Tries to read some originals.
     *
     * @param paths  paths of assets
     * @param except indexes of assets not to try
     */
    public Store ask(Session session, List<String> paths, Set<Integer> except) throws RepositoryException {
        return ask(
                session,
                IntStream.range(0, paths.size())
                        .filter(index -> !except.contains(index))
                        .mapToObj(paths::get)
                        .toList());
    }

    /** Tries originals at a distance from each other, since files that are lost together are often adjacent. */
    private Store ask(Session session, List<String> paths) throws RepositoryException {
        int stride = stride(paths.size());
        int readable = 0;
        int unreadable = 0;
        int most = Math.min(paths.size(), MOST_LOOKS);
        for (int attempt = 0; attempt < most && readable < THERE && unreadable < AWAY; attempt++) {
            step.run();
            int place = (int) ((attempt + 1L) * stride % paths.size());
            Optional<AssetNode> asset = AssetNode.at(session, paths.get(place));
            if (asset.isPresent()) {
                try {
                    types.typeOf(asset.get());
                    readable += asset.get().hasBeenRead() ? 1 : 0;
                } catch (ContentUnreachableException e) {
                    unreadable++;
                }
            }
        }
        if (readable + unreadable == 0) {
            return Store.UNKNOWN;
        }
        return readable == THERE || readable > unreadable ? Store.THERE : Store.AWAY;
    }

    /** Returns about a third of the size, without a common divisor, so that its multiples reach each index once. */
    private static int stride(int size) {
        int stride = size / AWAY + 1;
        while (BigInteger.valueOf(stride).gcd(BigInteger.valueOf(size)).intValue() != 1) {
            stride++;
        }
        return stride;
    }
}
