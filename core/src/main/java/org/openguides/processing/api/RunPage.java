package org.openguides.processing.api;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** A page of runs, newest first. Immutable. */
@ProviderType
public final class RunPage {

    private final List<Run> runs;
    private final @Nullable Instant next;

    public RunPage(List<Run> runs, @Nullable Instant next) {
        this.runs = List.copyOf(runs);
        this.next = next;
    }

    /** Returns the runs; the page may be short or empty although there are more runs. */
    public List<Run> runs() {
        return runs;
    }

    /** Returns the time before which to look for more runs; null if there are no more. */
    public @Nullable Instant next() {
        return next;
    }
}
