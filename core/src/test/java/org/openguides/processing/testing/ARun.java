package org.openguides.processing.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.AssetFilter;
import org.openguides.processing.api.Comparison;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.DailyHours;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.GuidesProperties;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunPhase;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.RunState;
import org.openguides.processing.api.Selection;
import org.openguides.processing.api.ThrottleReason;

/** Builder for runs; by default a waiting one of admin. */
public final class ARun {

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

    private boolean system;
    private long ticks;
    private RunPhase phase = RunPhase.WAITING;
    private Map<FileType, Counts> countsByType = Map.of();
    private long linked;
    private long warnings;
    private double rate;
    private List<Run.Attempt> attempts = List.of();
    private List<Run.NodeWork> nodes = List.of();
    private @Nullable Instant notBefore;
    private @Nullable DailyHours dailyHours;

    private ARun(String id) {
        this.id = id;
    }

    public static ARun called(String id) {
        return new ARun(id);
    }

    public ARun on(String... subtrees) {
        paths = List.of(subtrees);
        return this;
    }

    public ARun without(String... subtrees) {
        excludedPaths = List.of(subtrees);
        return this;
    }

    public ARun filteredBy(AssetFilter selected) {
        filter = selected;
        return this;
    }

    public ARun of(String user) {
        requestedBy = user;
        return this;
    }

    public ARun repeating(String run) {
        restartOf = run;
        return this;
    }

    public ARun in(RunState where) {
        state = where;
        return this;
    }

    public ARun selected(Selection.State how, long found) {
        selection = new Selection(how, found);
        return this;
    }

    public ARun counting(long succeeded, long failed, long skipped) {
        counts = new Counts(succeeded, failed, skipped);
        return this;
    }

    /** Sets the creation time to now, which is after the folders of a test were created. */
    public ARun createdNow() {
        createdAt = Instant.now();
        return this;
    }

    public ARun createdAt(long epochMillis) {
        createdAt = Instant.ofEpochMilli(epochMillis);
        return this;
    }

    public ARun from(long epochMillis) {
        startedAt = Instant.ofEpochMilli(epochMillis);
        return this;
    }

    public ARun until(long epochMillis) {
        endedAt = Instant.ofEpochMilli(epochMillis);
        return this;
    }

    public ARun remaining(Duration time) {
        remaining = time;
        return this;
    }

    public ARun throttledBy(ThrottleReason reason) {
        throttledBy = reason;
        return this;
    }

    public ARun saying(String words) {
        comment = words;
        return this;
    }

    public ARun logging(long lines) {
        logLines = lines;
        return this;
    }

    public ARun beside(GuidesProperties written) {
        guidesProperties = written;
        return this;
    }

    public ARun ofTheSystem() {
        system = true;
        return this;
    }

    public ARun standingFor(long executions) {
        ticks = executions;
        return this;
    }

    public ARun doing(RunPhase what, long assetsLinked, double assetsEachSecond) {
        phase = what;
        linked = assetsLinked;
        rate = assetsEachSecond;
        return this;
    }

    public ARun countingByType(Map<FileType, Counts> counted, long findings) {
        countsByType = counted;
        warnings = findings;
        return this;
    }

    public ARun attempted(Run.Attempt... executions) {
        attempts = List.of(executions);
        return this;
    }

    public ARun workedOnBy(Run.NodeWork... work) {
        nodes = List.of(work);
        return this;
    }

    public ARun at(@Nullable Instant begin, @Nullable DailyHours hours) {
        notBefore = begin;
        dailyHours = hours;
        return this;
    }

    public ARun finding(Comparison found) {
        comparison = found;
        return this;
    }

    public Run build() {
        return new Built(this);
    }

    /** A run that was built. */
    private record Built(ARun from) implements Run {

        @Override
        public String id() {
            return from.id;
        }

        @Override
        public RunState state() {
            return from.state;
        }

        @Override
        public Instant createdAt() {
            return from.createdAt;
        }

        @Override
        public String requestedBy() {
            return from.requestedBy;
        }

        @Override
        public List<String> paths() {
            return from.paths;
        }

        @Override
        public List<String> excludedPaths() {
            return from.excludedPaths;
        }

        @Override
        public String comment() {
            return from.comment;
        }

        @Override
        public boolean system() {
            return from.system;
        }

        @Override
        public RunRequest request() {
            boolean comparing = from.comparison != null;
            return RunRequest.of(from.paths, from.requestedBy)
                    .excluding(from.excludedPaths)
                    .filter(from.filter)
                    .dryRun(comparing)
                    .compare(comparing)
                    .repeating(from.restartOf, false)
                    .notBefore(from.notBefore)
                    .dailyHours(from.dailyHours)
                    .system(from.system)
                    .build();
        }

        @Override
        public GuidesProperties guidesProperties() {
            return from.guidesProperties;
        }

        @Override
        public Selection selection() {
            return from.selection;
        }

        @Override
        public RunPhase phase() {
            return from.phase;
        }

        @Override
        public Counts counts() {
            return from.counts;
        }

        @Override
        public Map<FileType, Counts> countsByType() {
            return from.countsByType;
        }

        @Override
        public long linked() {
            return from.linked;
        }

        @Override
        public long warnings() {
            return from.warnings;
        }

        @Override
        public int attempt() {
            return Math.max(1, from.attempts.size());
        }

        @Override
        public List<Attempt> attempts() {
            return from.attempts;
        }

        @Override
        public List<NodeWork> nodes() {
            return from.nodes;
        }

        @Override
        public double rate() {
            return from.rate;
        }

        @Override
        public @Nullable Instant startedAt() {
            return from.startedAt;
        }

        @Override
        public @Nullable Instant endedAt() {
            return from.endedAt;
        }

        @Override
        public Instant updatedAt() {
            return Instant.ofEpochMilli(1_761_291_364_026L);
        }

        @Override
        public long ticks() {
            return from.ticks;
        }

        @Override
        public @Nullable Duration remaining() {
            return from.remaining;
        }

        @Override
        public @Nullable ThrottleReason throttledBy() {
            return from.throttledBy;
        }

        @Override
        public long logLines() {
            return from.logLines;
        }

        @Override
        public @Nullable Comparison comparison() {
            return from.comparison;
        }
    }
}
