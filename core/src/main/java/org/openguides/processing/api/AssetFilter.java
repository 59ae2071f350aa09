package org.openguides.processing.api;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Which of the assets below its paths a run selects. Immutable: start with {@link #ALL}; each method that narrows it returns
 * another filter.
 */
@ProviderType
public final class AssetFilter {

    /** Selects every asset. */
    public static final AssetFilter ALL = new AssetFilter(Set.of(), null, null, false);

    private final Set<FileType> fileTypes;
    private final @Nullable Instant createdFrom;
    private final @Nullable Instant createdUntil;
    private final boolean skipProcessed;

    private AssetFilter(
            Set<FileType> fileTypes,
            @Nullable Instant createdFrom,
            @Nullable Instant createdUntil,
            boolean skipProcessed) {
        this.fileTypes = fileTypes.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(fileTypes));
        this.createdFrom = createdFrom;
        this.createdUntil = createdUntil;
        this.skipProcessed = skipProcessed;
    }

    /** The same for some types of files; none means every type. */
    public AssetFilter withFileTypes(Set<FileType> types) {
        return new AssetFilter(types, createdFrom, createdUntil, skipProcessed);
    }

    /**
     * The same for assets that were created within a period.
     *
     * @param from  its first instant; null for no bound
     * @param until its last instant; null for no bound
     * @throws IllegalArgumentException if the first instant is after the last
     */
    public AssetFilter withCreated(@Nullable Instant from, @Nullable Instant until) {
        if (from != null && until != null && from.isAfter(until)) {
            throw new IllegalArgumentException("createdFrom is after createdUntil");
        }
        return new AssetFilter(fileTypes, from, until, skipProcessed);
    }

    /** The same with or without the assets that were processed successfully and have not changed since. */
    public AssetFilter withSkipProcessed(boolean skip) {
        return new AssetFilter(fileTypes, createdFrom, createdUntil, skip);
    }

    /** The types to select; empty means every type. */
    public Set<FileType> fileTypes() {
        return fileTypes;
    }

    /** Earliest creation time, inclusive; null means no bound. */
    public @Nullable Instant createdFrom() {
        return createdFrom;
    }

    /** Latest creation time, inclusive; null means no bound. */
    public @Nullable Instant createdUntil() {
        return createdUntil;
    }

    /** Whether to leave out assets that were processed successfully and have not changed since. */
    public boolean skipProcessed() {
        return skipProcessed;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AssetFilter that
                && fileTypes.equals(that.fileTypes)
                && Objects.equals(createdFrom, that.createdFrom)
                && Objects.equals(createdUntil, that.createdUntil)
                && skipProcessed == that.skipProcessed;
    }

    @Override
    public int hashCode() {
        return Objects.hash(fileTypes, createdFrom, createdUntil, skipProcessed);
    }

    @Override
    public String toString() {
        return "fileTypes=" + fileTypes + ", createdFrom=" + createdFrom + ", createdUntil=" + createdUntil
                + ", skipProcessed=" + skipProcessed;
    }
}
