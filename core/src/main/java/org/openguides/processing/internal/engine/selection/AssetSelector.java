package org.openguides.processing.internal.engine.selection;

import javax.jcr.RepositoryException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.AssetFilter;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.asset.ContentUnreachableException;
import org.openguides.processing.internal.catalog.Catalog;
import org.openguides.processing.internal.catalog.Standing;
import org.openguides.processing.internal.engine.TypeDetector;
import org.openguides.processing.internal.walk.ProcessedPaths;

/** Applies the filter of a run to assets, cheapest criteria first. */
final class AssetSelector {

    private final AssetFilter filter;
    private final ProcessedPaths paths;
    private final boolean system;
    private final TypeDetector types;
    private final boolean renewOutdated;
    private final boolean typesAreTold;
    private final StoreOutageDetector unreachable;
    private final Runnable step;

    /**
     * @param request       request of the run
     * @param paths         assets that are processed at all
     * @param renewOutdated whether outdated results count as not processed
     * @param typesAreTold  whether to determine the type of selected assets even if the filter does not need it
     * @param step          called for each asset, since determining its type may read its original
     */
    AssetSelector(
            RunRequest request,
            ProcessedPaths paths,
            TypeDetector types,
            boolean renewOutdated,
            boolean typesAreTold,
            Runnable step) {
        this.filter = request.filter();
        this.system = request.system();
        this.paths = paths;
        this.types = types;
        this.unreachable = new StoreOutageDetector(types, step);
        this.step = step;
        this.renewOutdated = renewOutdated;
        this.typesAreTold = typesAreTold;
    }

    /**
     * The result for one asset.
     *
     * @param type type of the asset; null if it was not needed
     */
    record Judgement(Verdict verdict, @Nullable FileType type) {}

    /**
     * Applies the filter to assets, in their order, with a single query to the catalog.
     *
     * @throws ContentUnreachableException if types have to be read and the data store is unavailable
     */
    List<Judgement> judge(List<AssetNode> assets, Catalog catalog) throws RepositoryException {
        List<Standing> standings = filter.skipProcessed()
                ? catalog.standings(assets)
                : Collections.nCopies(assets.size(), Standing.UNKNOWN);
        Occupancy occupancy =
                system && !assets.isEmpty() ? new Occupancy(assets.get(0).node().getSession()) : null;
        List<Judgement> judgements = new ArrayList<>();
        for (int i = 0; i < assets.size(); i++) {
            step.run();
            judgements.add(judge(assets, i, standings.get(i), occupancy));
        }
        return judgements;
    }

    private Judgement judge(List<AssetNode> assets, int index, Standing standing, @Nullable Occupancy occupancy)
            throws RepositoryException {
        AssetNode asset = assets.get(index);
        Verdict leftOut = leftOut(asset, standing);
        if (leftOut != null) {
            return new Judgement(leftOut, null);
        }
        if (occupancy != null && occupancy.holds(asset)) {
            return new Judgement(Verdict.OCCUPIED, null);
        }
        return filter.fileTypes().isEmpty() && !typesAreTold
                ? new Judgement(Verdict.SELECTED, null)
                : judgeByType(assets, index);
    }

    /** Returns why an asset is left out regardless of its type; null if it is not. */
    private @Nullable Verdict leftOut(AssetNode asset, Standing standing) throws RepositoryException {
        if (!paths.includes(asset.path())) {
            return Verdict.IGNORED;
        }
        if (!filter.acceptsPath(asset.path())) {
            return Verdict.OTHER_PATH;
        }
        if (filter.judgesCreation() && !filter.acceptsCreation(asset.created().orElse(null))) {
            return Verdict.CREATED_OUTSIDE;
        }
        if (standing.isProcessed(renewOutdated)) {
            return Verdict.UP_TO_DATE;
        }
        return system && standing.hasFailed(renewOutdated) ? Verdict.FAILED_BEFORE : null;
    }

    private Judgement judgeByType(List<AssetNode> assets, int index) throws RepositoryException {
        AssetNode asset = assets.get(index);
        try {
            FileType type = types.typeOf(asset);
            unreachable.seen(asset);
            boolean wanted = filter.fileTypes().isEmpty() || filter.fileTypes().contains(type);
            return new Judgement(wanted ? Verdict.SELECTED : Verdict.OTHER_TYPE, type);
        } catch (ContentUnreachableException e) {
            List<String> others = assets.stream().map(AssetNode::path).toList();
            unreachable.count(e, asset.node().getSession(), others, index);
            return new Judgement(Verdict.UNREAD, null);
        }
    }
}
