package org.openguides.processing.api;

import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Which assets of an earlier run a restart processes. Immutable: start with {@link #ALL} or {@link #FAILED}; each method that
 * narrows it returns another scope.
 */
@ProviderType
public final class RestartScope {

    /** All that the request of the earlier run selects now. */
    public static final RestartScope ALL = new RestartScope(false, Set.of(), List.of());

    /** What failed in the earlier run. */
    public static final RestartScope FAILED = new RestartScope(true, Set.of(), List.of());

    private final boolean failedOnly;
    private final Set<String> reasons;
    private final List<String> paths;

    private RestartScope(boolean failedOnly, Set<String> reasons, List<String> paths) {
        this.failedOnly = failedOnly;
        this.reasons = Set.copyOf(reasons);
        this.paths = List.copyOf(paths);
        if (!failedOnly && isNarrowed()) {
            throw new IllegalArgumentException("only a restart of what failed can be narrowed");
        }
    }

    /**
     * The same for assets with a finding for one of some reasons only: a failure, a warning, or why the asset was skipped.
     *
     * @param codes such as those of {@link Reason}; empty for all that failed
     * @throws IllegalArgumentException if there are any, and the scope is not for failed assets only
     */
    public RestartScope withReasons(Set<String> codes) {
        return new RestartScope(failedOnly, codes, paths);
    }

    /**
     * The same for assets at or below some paths only.
     *
     * @param roots absolute, normalised; empty for no such bound
     * @throws IllegalArgumentException if there are any, and the scope is not for failed assets only
     */
    public RestartScope withPaths(List<String> roots) {
        return new RestartScope(failedOnly, reasons, roots);
    }

    /** Whether only assets that failed are processed; else all that the request of the earlier run selects now. */
    public boolean failedOnly() {
        return failedOnly;
    }

    /** Codes of the reasons for which assets are chosen; empty for all that failed. */
    public Set<String> reasons() {
        return reasons;
    }

    /** Only assets at or below these paths; empty for no such bound. */
    public List<String> paths() {
        return paths;
    }

    /** Whether it is for some of what failed only. */
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
