package org.openguides.processing.api;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a user asks for.
 *
 * @param paths         absolute, normalised repository paths of folders and assets; at least one
 * @param excludedPaths absolute, normalised paths of subtrees to leave out
 * @param filter        which assets below the paths are selected
 * @param dryRun        whether only to select and count
 * @param requestedBy   id of the user who asks
 * @param restartOf     id of the run that this one repeats; null if it repeats none
 * @param failedOnly    whether to process only the assets that failed in the run that this one repeats
 */
public record RunRequest(
        List<String> paths,
        List<String> excludedPaths,
        AssetFilter filter,
        boolean dryRun,
        String requestedBy,
        @Nullable String restartOf,
        boolean failedOnly) {

    /**
     * Copies the lists. That the paths are absolute and normalised is not checked.
     *
     * @throws IllegalArgumentException if there is no path, or if only failed assets are wanted and no run is named
     */
    public RunRequest {
        paths = List.copyOf(paths);
        excludedPaths = List.copyOf(excludedPaths);
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("a run needs at least one path");
        }
        if (failedOnly && restartOf == null) {
            throw new IllegalArgumentException("failed in which run?");
        }
    }

    /**
     * A request for all that the filter selects; see the record.
     *
     * @throws IllegalArgumentException if there is no path
     */
    public RunRequest(
            List<String> paths,
            List<String> excludedPaths,
            AssetFilter filter,
            boolean dryRun,
            String requestedBy,
            @Nullable String restartOf) {
        this(paths, excludedPaths, filter, dryRun, requestedBy, restartOf, false);
    }

    /**
     * The same asked for once more, as a run of its own.
     *
     * @param runId      id of the run that had this request
     * @param onlyFailed whether to process only the assets that failed in that run
     * @param user       id of the user who asks now
     */
    public RunRequest again(String runId, boolean onlyFailed, String user) {
        return new RunRequest(paths, excludedPaths, filter, dryRun, user, runId, onlyFailed);
    }
}
