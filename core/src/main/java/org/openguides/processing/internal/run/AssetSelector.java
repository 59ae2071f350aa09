package org.openguides.processing.internal.run;

import javax.jcr.RepositoryException;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.AssetFilter;
import org.openguides.processing.api.FileType;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.catalog.AssetState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies the filter of a run; the cheap questions first. */
final class AssetSelector {

    private static final Logger LOG = LoggerFactory.getLogger(AssetSelector.class);

    private final AssetFilter filter;
    private final TypeDetector types;

    AssetSelector(AssetFilter filter, TypeDetector types) {
        this.filter = filter;
        this.types = types;
    }

    boolean selects(AssetNode asset) throws RepositoryException {
        return isCreatedInTime(asset)
                && !(filter.skipProcessed() && AssetState.isProcessed(asset.content(), asset.revision()))
                && isWantedType(asset);
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
        if (filter.fileTypes().isEmpty()) {
            return true;
        }
        try {
            return filter.fileTypes().contains(types.typeOf(asset));
        } catch (IOException e) {
            LOG.warn("Cannot read {} to see what it is", asset.path(), e);
            return filter.fileTypes().contains(FileType.OTHERS);
        }
    }
}
