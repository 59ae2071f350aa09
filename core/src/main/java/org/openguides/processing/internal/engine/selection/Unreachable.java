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
 * Tells a data store that is away from files that are lost: of the first one file after the other cannot be read, and most others
 * cannot either. For one thread.
 */
public final class Unreachable {

    /** So many originals in a row cannot be read, without any in between that can. */
    public static final int AWAY = 3;

    /** So many that can be read outweigh those that cannot. */
    private static final int THERE = 2;

    /** Of the last assets of a partition, those before them have to tell too: behind them are too few. */
    private static final int LAST = 10;

    /** Looks at so many assets at most to find some whose originals have to be read. */
    private static final int MOST_LOOKS = 100;

    private final TypeDetector types;
    private final Runnable step;
    private int inARow;

    /** What originals say of their store. */
    public enum Store {
        THERE,
        AWAY,
        /** None of them has to be read. */
        UNKNOWN
    }

    /** @param step done before each original that is tried beside the one in hand */
    public Unreachable(TypeDetector types, Runnable step) {
        this.types = types;
        this.step = step;
    }

    /** An asset has been looked at; if its original has been read, the data store is there. */
    public void seen(AssetNode asset) {
        if (asset.hasBeenRead()) {
            inARow = 0;
        }
    }

    /**
     * An original cannot be read. If it is not the first one, others tell whether the data store is away: those behind it, as the
     * node may have those before it in a cache of its own.
     *
     * @param paths of assets, in the order in which they are read
     * @param index the place of the one that cannot be read
     * @throws ContentUnreachableException the same, if the data store is away
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
     * @param paths  of assets
     * @param except which of them not to try, counted from 0
     */
    public Store ask(Session session, List<String> paths, Set<Integer> except) throws RepositoryException {
        return ask(
                session,
                IntStream.range(0, paths.size())
                        .filter(index -> !except.contains(index))
                        .mapToObj(paths::get)
                        .toList());
    }

    /** Those lie far from each other, as files that are lost together lie side by side. */
    private Store ask(Session session, List<String> paths) throws RepositoryException {
        int stride = stride(paths.size());
        int readable = 0;
        int unreadable = 0;
        int most = Math.min(paths.size(), MOST_LOOKS);
        for (int look = 0; look < most && readable < THERE && unreadable < AWAY; look++) {
            step.run();
            int place = (int) ((look + 1L) * stride % paths.size());
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

    /** About a third of the size, and without a common divisor: its multiples come to each place once. */
    private static int stride(int size) {
        int stride = size / AWAY + 1;
        while (BigInteger.valueOf(stride).gcd(BigInteger.valueOf(size)).intValue() != 1) {
            stride++;
        }
        return stride;
    }
}
