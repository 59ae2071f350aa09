package org.openguides.processing.api;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** Some runs, newest first. Immutable. */
@ProviderType
public final class RunPage {

    private final List<Run> runs;
    private final @Nullable Instant next;

    public RunPage(List<Run> runs, @Nullable Instant next) {
        this.runs = List.copyOf(runs);
        this.next = next;
    }

    /** What was found; may be few or none although there are more. */
    public List<Run> runs() {
        return runs;
    }

    /** The instant before which to look for more; null if there are no more. */
    public @Nullable Instant next() {
        return next;
    }
}
