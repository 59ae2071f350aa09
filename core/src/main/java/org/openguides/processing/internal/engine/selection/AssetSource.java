package org.openguides.processing.internal.engine.selection;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.RestartScope;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.walk.AssetWalk;
import org.openguides.processing.internal.walk.FolderFilter;

/** The candidates of a run: each asset once, in the order of the walk. For one thread. */
@FunctionalInterface
interface AssetSource {

    /** Returns the next asset; null at the end. Each call may pass another session. */
    @Nullable
    AssetNode next(Session session) throws RepositoryException;

    /** Returns the next assets, all of one session; fewer than requested at the end. */
    default List<AssetNode> next(Session session, int count) throws RepositoryException {
        List<AssetNode> assets = new ArrayList<>();
        AssetNode asset = count > 0 ? next(session) : null;
        while (asset != null) {
            assets.add(asset);
            asset = assets.size() < count ? next(session) : null;
        }
        return assets;
    }

    /**
     * Returns the assets below the paths of a request.
     *
     * @param after  path after which to start; null for the beginning
     * @param filter folders to read
     */
    static AssetSource of(RunRequest request, @Nullable String after, FolderFilter filter) {
        String earlier = request.restartOf();
        if (request.failedOnly() && earlier != null) {
            return new FailedAssets(earlier, RestartScope.FAILED, after)::next;
        }
        return new AssetWalk(request.paths(), request.excludedPaths(), after, filter)::next;
    }
}
