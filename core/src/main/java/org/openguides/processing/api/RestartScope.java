package org.openguides.processing.api;

import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The assets of an earlier run that a restart processes. Immutable: start with {@link #ALL} or {@link #FAILED}; methods
 * that narrow the scope return a new one.
 */
@ProviderType
public final class RestartScope {

    /** All assets that the request of the earlier run currently selects. */
    public static final RestartScope ALL = new RestartScope(false, Set.of(), List.of());

    /** The assets that failed in the earlier run. */
    public static final RestartScope FAILED = new RestartScope(true, Set.of(), List.of());

    private final boolean failedOnly;
    private final Set<String> reasons;
    private final List<String> paths;

    private RestartScope(boolean failedOnly, Set<String> reasons, List<String> paths) {
        this.failedOnly = failedOnly;
        this.reasons = Set.copyOf(reasons);
        this.paths = List.copyOf(paths);
        if (!failedOnly && isNarrowed()) {
            throw new IllegalArgumentException("only a restart of failed assets can be narrowed");
        }
    }

    /**
     * Returns a scope that is restricted to assets with a finding for one of the given reasons: a failure, a warning,
     * or the reason why the asset was skipped.
     *
     * @param codes codes such as those of {@link Reason}; empty for all failed assets
     * @throws IllegalArgumentException if there are any, and the scope is not restricted to failed assets
     */
    public RestartScope withReasons(Set<String> codes) {
        return new RestartScope(failedOnly, codes, paths);
    }

    /**
     * Returns a scope that is restricted to assets at or below the given paths.
     *
     * @param roots absolute, normalised paths; empty for no restriction
     * @throws IllegalArgumentException if there are any, and the scope is not restricted to failed assets
     */
    public RestartScope withPaths(List<String> roots) {
        return new RestartScope(failedOnly, reasons, roots);
    }

    /**
     * Returns whether only assets that failed are processed, and not all assets that the request of the earlier run
     * currently selects.
     */
    public boolean failedOnly() {
        return failedOnly;
    }

    /** Returns the codes of the reasons for which assets are selected; empty for all failed assets. */
    public Set<String> reasons() {
        return reasons;
    }

    /** Returns the paths at or below which assets are selected; empty for no restriction. */
    public List<String> paths() {
        return paths;
    }

    /** Returns whether only some of the failed assets are processed. */
    public boolean isNarrowed() {
        return !reasons.isEmpty() || !paths.isEmpty();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RestartScope that
                && failedOnly == that.failedOnly
                && reasons.equals(that.reasons)
                && paths.equals(that.paths);
    }

    @Override
    public int hashCode() {
        return Objects.hash(failedOnly, reasons, paths);
    }

    @Override
    public String toString() {
        return "failedOnly=" + failedOnly + ", reasons=" + reasons + ", paths=" + paths;
    }
}
