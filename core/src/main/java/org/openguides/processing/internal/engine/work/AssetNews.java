package org.openguides.processing.internal.engine.work;

import javax.jcr.RepositoryException;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.catalog.AssetState;
import org.openguides.processing.internal.engine.CommittedAsset;
import org.openguides.processing.spi.ItemResult;
import org.openguides.processing.spi.Outcome;

/**
 * Collects what the listener of this node receives after the commit of a batch: assets that the batch
 * changes, and those that fail. Reads and collects nothing if nothing listens. For one thread.
 */
final class AssetNews {

    private final boolean wanted;
    private final List<CommittedAsset> assets = new ArrayList<>();

    AssetNews(boolean wanted) {
        this.wanted = wanted;
    }

    /**
     * An asset before its results are written.
     *
     * @param known whether it has been processed before
     * @param uuid  its uuid; empty if it has none
     */
    record Before(boolean known, String uuid) {

        /** A copy has the uuid of its source until it is processed. */
        boolean isNew(String uuidNow) {
            return uuid.isEmpty() ? !known : !uuid.equals(uuidNow);
        }
    }

    /** Must be called before the results of an asset are written; returns null if nothing listens. */
    @Nullable
    Before before(AssetNode asset) throws RepositoryException {
        return wanted ? new Before(asset.content().hasNode(AssetState.NODE), AssetState.uuid(asset.content())) : null;
    }

    /**
     * Must be called after the results of an asset have been written.
     *
     * @param changed whether that has changed the asset
     */
    void after(AssetNode asset, @Nullable Before before, boolean changed, ItemResult result)
            throws RepositoryException {
        if (before != null && changed && result.outcome() != Outcome.SKIPPED) {
            String uuid = AssetState.uuid(asset.content());
            assets.add(new CommittedAsset(asset.path(), before.isNew(uuid), error(result), uuid));
        }
    }

    /** Records an outcome without a change of the asset; only a failure is news. */
    void unwritten(String path, ItemResult result) {
        if (wanted && result.outcome() == Outcome.FAILED) {
            assets.add(new CommittedAsset(path, false, error(result), ""));
        }
    }

    private static String error(ItemResult result) {
        return result.outcome() == Outcome.FAILED ? result.reason().message() : "";
    }

    /** Returns the news about the assets, in the order of the batch. */
    List<CommittedAsset> all() {
        return assets;
    }
}
