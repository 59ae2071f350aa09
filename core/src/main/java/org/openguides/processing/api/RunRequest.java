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
 */
public record RunRequest(
        List<String> paths,
        List<String> excludedPaths,
        AssetFilter filter,
        boolean dryRun,
        String requestedBy,
        @Nullable String restartOf) {

    public RunRequest {
        paths = List.copyOf(paths);
        excludedPaths = List.copyOf(excludedPaths);
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("a run needs at least one path");
        }
    }
}
