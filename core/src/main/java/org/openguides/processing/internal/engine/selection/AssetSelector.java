package org.openguides.processing.internal.engine.selection;

import javax.jcr.RepositoryException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.AssetFilter;
import org.openguides.processing.api.FileType;
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
    private final TypeDetector types;
    private final boolean renewOutdated;
    private final boolean typesAreTold;
    private final StoreOutageDetector unreachable;
    private final Runnable step;

    /**
     * @param paths         assets that are processed at all
     * @param renewOutdated whether outdated results count as not processed
     * @param typesAreTold  whether to determine the type of selected assets even if the filter does not need it
     * @param step          called for each asset, since determining its type may read its original
     */
    AssetSelector(
            AssetFilter filter,
            ProcessedPaths paths,
            TypeDetector types,
            boolean renewOutdated,
            boolean typesAreTold,
            Runnable step) {
        this.filter = filter;
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
        List<Judgement> judgements = new ArrayList<>();
        for (int i = 0; i < assets.size(); i++) {
            step.run();
            judgements.add(judge(assets, i, standings.get(i)));
        }
        return judgements;
    }

    private Judgement judge(List<AssetNode> assets, int index, Standing standing) throws RepositoryException {
        AssetNode asset = assets.get(index);
        if (!paths.includes(asset.path())) {
            return new Judgement(Verdict.IGNORED, null);
        }
        if (!filter.acceptsPath(asset.path())) {
            return new Judgement(Verdict.OTHER_PATH, null);
        }
        if (filter.judgesCreation() && !filter.acceptsCreation(asset.created().orElse(null))) {
            return new Judgement(Verdict.CREATED_OUTSIDE, null);
        }
        if (standing.isProcessed(renewOutdated)) {
            return new Judgement(Verdict.UP_TO_DATE, null);
        }
        boolean any = filter.fileTypes().isEmpty();
        if (any && !typesAreTold) {
            return new Judgement(Verdict.SELECTED, null);
        }
        try {
            FileType type = types.typeOf(asset);
            unreachable.seen(asset);
            boolean wanted = any || filter.fileTypes().contains(type);
            return new Judgement(wanted ? Verdict.SELECTED : Verdict.OTHER_TYPE, type);
        } catch (ContentUnreachableException e) {
            List<String> paths = assets.stream().map(AssetNode::path).toList();
            unreachable.count(e, asset.node().getSession(), paths, index);
            return new Judgement(Verdict.UNREAD, null);
        }
    }
}
