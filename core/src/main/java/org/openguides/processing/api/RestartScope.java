package org.openguides.processing.api;

import java.util.List;
import java.util.Set;

/**
 * Which assets of an earlier run a restart processes. Immutable.
 *
 * @param failedOnly whether only those that failed are; else all that the request of the earlier run selects now
 * @param reasons    codes, such as those of {@link Reason}: only assets with a finding for one of these reasons, be it a failure,
 *     a warning, or why the asset was skipped. Empty for all that failed
 * @param paths      absolute, normalised: only assets at or below these. Empty for no such bound
 */
public record RestartScope(boolean failedOnly, Set<String> reasons, List<String> paths) {

    /** All that the request of the earlier run selects now. */
    public static final RestartScope ALL = new RestartScope(false, Set.of(), List.of());

    /** What failed in the earlier run. */
    public static final RestartScope FAILED = new RestartScope(true, Set.of(), List.of());

    /**
     * Copies the collections.
     *
     * @throws IllegalArgumentException if it is narrowed by reasons or paths, but not for failed assets only
     */
    public RestartScope {
        reasons = Set.copyOf(reasons);
        paths = List.copyOf(paths);
        if (!failedOnly && !(reasons.isEmpty() && paths.isEmpty())) {
            throw new IllegalArgumentException("only a restart of what failed can be narrowed");
        }
    }

    /** Whether it is for some of what failed only. */
    public boolean isNarrowed() {
        return !reasons.isEmpty() || !paths.isEmpty();
    }
}
