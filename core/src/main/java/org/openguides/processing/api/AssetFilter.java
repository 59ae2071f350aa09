package org.openguides.processing.api;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Which of the assets below its paths a run selects.
 *
 * @param fileTypes     the types to select; empty means every type
 * @param createdFrom   earliest creation time, inclusive; null means no bound
 * @param createdUntil  latest creation time, inclusive; null means no bound
 * @param skipProcessed whether to leave out assets that were processed successfully and have not changed since
 */
public record AssetFilter(
        Set<FileType> fileTypes, @Nullable Instant createdFrom, @Nullable Instant createdUntil, boolean skipProcessed) {

    /** Selects every asset. */
    public static final AssetFilter ALL = new AssetFilter(Set.of(), null, null, false);

    /**
     * Copies the types.
     *
     * @throws IllegalArgumentException if the earliest creation time is after the latest
     */
    public AssetFilter {
        fileTypes = fileTypes.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(fileTypes));
        if (createdFrom != null && createdUntil != null && createdFrom.isAfter(createdUntil)) {
            throw new IllegalArgumentException("createdFrom is after createdUntil");
        }
    }
}
