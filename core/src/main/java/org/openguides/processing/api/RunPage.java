package org.openguides.processing.api;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Some runs, newest first. Immutable.
 *
 * @param runs what was found; may be few or none although there are more
 * @param next the instant before which to look for more; null if there are no more
 */
public record RunPage(List<Run> runs, @Nullable Instant next) {

    public RunPage {
        runs = List.copyOf(runs);
    }
}
