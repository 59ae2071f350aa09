package org.openguides.processing.internal.run;

import javax.jcr.RepositoryException;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.AssetFilter;
import org.openguides.processing.api.FileType;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.catalog.Catalog;
import org.openguides.processing.internal.catalog.Standing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies the filter of a run; the cheap questions first. */
final class AssetSelector {

    private static final Logger LOG = LoggerFactory.getLogger(AssetSelector.class);

    private final AssetFilter filter;
    private final TypeDetector types;
    private final boolean renewOutdated;

    /** @param renewOutdated whether outdated results of processing do not count */
    AssetSelector(AssetFilter filter, TypeDetector types, boolean renewOutdated) {
        this.filter = filter;
        this.types = types;
        this.renewOutdated = renewOutdated;
    }

    /** Whether an asset is selected, and if not, why. */
    enum Verdict {
        SELECTED("selected"),
        CREATED_OUTSIDE("created at another time"),
        UP_TO_DATE("processed and not changed since"),
        OTHER_TYPE("of another type");

        private final String label;

        Verdict(String label) {
            this.label = label;
        }

        /** What the log says of assets with this verdict. */
        String label() {
            return label;
        }
    }

    /** Judges assets, in their order; the catalog is asked for all of them at once. */
    List<Verdict> judge(List<AssetNode> assets, Catalog catalog) throws RepositoryException {
        List<Standing> standings = filter.skipProcessed()
                ? catalog.standings(assets)
                : Collections.nCopies(assets.size(), Standing.UNKNOWN);
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < assets.size(); i++) {
            verdicts.add(judge(assets.get(i), standings.get(i)));
        }
        return verdicts;
    }

    private Verdict judge(AssetNode asset, Standing standing) throws RepositoryException {
        if (!isCreatedInTime(asset)) {
            return Verdict.CREATED_OUTSIDE;
        }
        if (standing.isProcessed(renewOutdated)) {
            return Verdict.UP_TO_DATE;
        }
        return isWantedType(asset) ? Verdict.SELECTED : Verdict.OTHER_TYPE;
    }

    /** What an asset is; something else if it cannot be read. */
    FileType typeOf(AssetNode asset) throws RepositoryException {
        try {
            return types.typeOf(asset);
        } catch (IOException e) {
            LOG.warn("Cannot read {} to see what it is", asset.path(), e);
            return FileType.OTHERS;
        }
    }

    private boolean isCreatedInTime(AssetNode asset) throws RepositoryException {
        Instant from = filter.createdFrom();
        Instant until = filter.createdUntil();
        if (from == null && until == null) {
            return true;
        }
        Optional<Instant> created = asset.created();
        return created.isPresent() && isWithin(created.get(), from, until);
    }

    private static boolean isWithin(Instant time, @Nullable Instant from, @Nullable Instant until) {
        return (from == null || !time.isBefore(from)) && (until == null || !time.isAfter(until));
    }

    private boolean isWantedType(AssetNode asset) throws RepositoryException {
        return filter.fileTypes().isEmpty() || filter.fileTypes().contains(typeOf(asset));
    }
}
