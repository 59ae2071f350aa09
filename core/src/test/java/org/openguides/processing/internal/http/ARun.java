package org.openguides.processing.internal.http;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.AssetFilter;
import org.openguides.processing.api.Comparison;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.GuidesProperties;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.RunState;
import org.openguides.processing.api.Selection;
import org.openguides.processing.api.ThrottleReason;

/** Builds runs; without further words a waiting one of admin. */
final class ARun {

    private final String id;
    private List<String> paths = List.of("/content/dam/a");
    private List<String> excludedPaths = List.of();
    private AssetFilter filter = AssetFilter.ALL;
    private String requestedBy = "admin";
    private @Nullable String restartOf;
    private RunState state = RunState.QUEUED;
    private Selection selection = Selection.WAITING;
    private Counts counts = Counts.NONE;
    private Instant createdAt = Instant.ofEpochMilli(1_761_291_362_000L);
    private @Nullable Instant startedAt;
    private @Nullable Instant endedAt;
    private @Nullable Duration remaining;
    private @Nullable ThrottleReason throttledBy;
    private String comment = "";
    private long logLines;
    private GuidesProperties guidesProperties = GuidesProperties.WRITE;
    private @Nullable Comparison comparison;

    private ARun(String id) {
        this.id = id;
    }

    static ARun called(String id) {
        return new ARun(id);
    }

    ARun on(String... subtrees) {
        paths = List.of(subtrees);
        return this;
    }

    ARun without(String... subtrees) {
        excludedPaths = List.of(subtrees);
        return this;
    }

    ARun filteredBy(AssetFilter selected) {
        filter = selected;
        return this;
    }

    ARun of(String user) {
        requestedBy = user;
        return this;
    }

    ARun repeating(String run) {
        restartOf = run;
        return this;
    }

    ARun in(RunState where) {
        state = where;
        return this;
    }

    ARun selected(Selection.State how, long found) {
        selection = new Selection(how, found);
        return this;
    }

    ARun counting(long succeeded, long failed, long skipped) {
        counts = new Counts(succeeded, failed, skipped);
        return this;
    }

    ARun createdAt(long epochMillis) {
        createdAt = Instant.ofEpochMilli(epochMillis);
        return this;
    }

    ARun from(long epochMillis) {
        startedAt = Instant.ofEpochMilli(epochMillis);
        return this;
    }

    ARun until(long epochMillis) {
        endedAt = Instant.ofEpochMilli(epochMillis);
        return this;
    }

    ARun remaining(Duration time) {
        remaining = time;
        return this;
    }

    ARun throttledBy(ThrottleReason reason) {
        throttledBy = reason;
        return this;
    }

    ARun saying(String words) {
        comment = words;
        return this;
    }

    ARun logging(long lines) {
        logLines = lines;
        return this;
    }

    ARun beside(GuidesProperties written) {
        guidesProperties = written;
        return this;
    }

    ARun finding(Comparison found) {
        comparison = found;
        return this;
    }

    Run build() {
        boolean comparing = comparison != null;
        return new Run(
                id,
                new RunRequest(paths, excludedPaths, filter, comparing, comparing, requestedBy, restartOf, false),
                guidesProperties,
                state,
                selection,
                counts,
                1,
                createdAt,
                startedAt,
                endedAt,
                Instant.ofEpochMilli(1_761_291_364_026L),
                remaining,
                throttledBy,
                comment,
                logLines,
                comparison);
    }
}
