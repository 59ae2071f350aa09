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

/** Where the assets of a run come from; each once, in the order of the walk. For one thread. */
@FunctionalInterface
interface AssetSource {

    /** The next asset; null if there are no more. The session may be another one with each call. */
    @Nullable
    AssetNode next(Session session) throws RepositoryException;

    /** The next assets, all of one session; fewer than were asked for if there are no more. */
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
     * What a request asks for: the assets below its paths, or those that failed in an earlier run.
     *
     * @param after the path behind which to begin; null for the beginning
     */
    static AssetSource of(RunRequest request, @Nullable String after) {
        String earlier = request.restartOf();
        if (request.failedOnly() && earlier != null) {
            return new FailedAssets(earlier, RestartScope.FAILED, after)::next;
        }
        return new AssetWalk(request.paths(), request.excludedPaths(), after)::next;
    }
}
