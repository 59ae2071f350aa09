package org.openguides.processing.api;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a user asks for.
 *
 * @param paths         absolute, normalised repository paths of folders and assets; at least one
 * @param excludedPaths absolute, normalised paths of subtrees to leave out
 * @param filter        which assets below the paths are selected
 * @param dryRun        whether to write nothing to the content; without {@code compare}, only to select and count
 * @param compare       whether to find out what a run would write; only with {@code dryRun}
 * @param requestedBy   id of the user who asks
 * @param restartOf     id of the run that this one repeats; null if it repeats none
 * @param failedOnly    whether to process only the assets that failed in the run that this one repeats
 */
public record RunRequest(
        List<String> paths,
        List<String> excludedPaths,
        AssetFilter filter,
        boolean dryRun,
        boolean compare,
        String requestedBy,
        @Nullable String restartOf,
        boolean failedOnly) {

    /**
     * Copies the lists. That the paths are absolute and normalised is not checked.
     *
     * @throws IllegalArgumentException if there is no path, if only failed assets are wanted and no run is named, or if a
     *     run is to compare that is no dry run
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
        if (compare && !dryRun) {
            throw new IllegalArgumentException("only a dry run compares");
        }
    }

    /**
     * A request for all that the filter selects, without a comparison; see the record.
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
        this(paths, excludedPaths, filter, dryRun, false, requestedBy, restartOf, false);
    }

    /**
     * The same asked for once more, as a run of its own.
     *
     * @param runId      id of the run that had this request
     * @param onlyFailed whether to process only the assets that failed in that run
     * @param user       id of the user who asks now
     */
    public RunRequest again(String runId, boolean onlyFailed, String user) {
        return new RunRequest(paths, excludedPaths, filter, dryRun, compare, user, runId, onlyFailed);
    }
}
