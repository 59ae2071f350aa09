package org.openguides.processing.api;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** What a user asks for. Immutable; {@link #of} begins one, and each method of {@link Builder} says more. */
@ProviderType
public final class RunRequest {

    private final Parts parts;

    /** What a request says; for equality. */
    private record Parts(
            RunType type,
            List<String> paths,
            List<String> excludedPaths,
            AssetFilter filter,
            boolean dryRun,
            boolean compare,
            String requestedBy,
            @Nullable String restartOf,
            boolean failedOnly,
            @Nullable Instant notBefore,
            @Nullable DailyHours dailyHours,
            boolean system) {}

    private RunRequest(Parts parts) {
        this.parts = parts;
    }

    /**
     * Begins a request to process all assets below some paths.
     *
     * @param paths       absolute, normalised repository paths of folders and assets; at least one. That they are absolute and
     *     normalised is not checked
     * @param requestedBy id of the user who asks
     */
    public static Builder of(List<String> paths, String requestedBy) {
        return new Builder(paths, requestedBy);
    }

    /** The same asked for again, to be changed. */
    public Builder toBuilder() {
        return new Builder(parts.paths, parts.requestedBy)
                .type(parts.type)
                .excluding(parts.excludedPaths)
                .filter(parts.filter)
                .dryRun(parts.dryRun)
                .compare(parts.compare)
                .repeating(parts.restartOf, parts.failedOnly)
                .notBefore(parts.notBefore)
                .dailyHours(parts.dailyHours)
                .system(parts.system);
    }

    /** What is done with the assets. */
    public RunType type() {
        return parts.type;
    }

    /** Absolute, normalised paths of folders and assets; at least one. */
    public List<String> paths() {
        return parts.paths;
    }

    /** Absolute, normalised paths of subtrees to leave out. */
    public List<String> excludedPaths() {
        return parts.excludedPaths;
    }

    /** Which assets below the paths are selected. */
    public AssetFilter filter() {
        return parts.filter;
    }

    /** Whether to write nothing to the content; without {@link #compare}, only to select and count. */
    public boolean dryRun() {
        return parts.dryRun;
    }

    /** Whether to find out what a run would write; only of a dry run. */
    public boolean compare() {
        return parts.compare;
    }

    /** Id of the user who asks. */
    public String requestedBy() {
        return parts.requestedBy;
    }

    /** Id of the run that this one repeats; null if it repeats none. */
    public @Nullable String restartOf() {
        return parts.restartOf;
    }

    /** Whether to process only assets that are known from the run that this one repeats, such as those that failed. */
    public boolean failedOnly() {
        return parts.failedOnly;
    }

    /** The time before which the run does not begin; null if it may at once. */
    public @Nullable Instant notBefore() {
        return parts.notBefore;
    }

    /** The hours in which the run may work; null if it may always. */
    public @Nullable DailyHours dailyHours() {
        return parts.dailyHours;
    }

    /**
     * How long it is until the run may work.
     *
     * @param zone by whose clock the hours are told
     * @return zero if it may
     */
    public Duration untilAllowed(Instant now, ZoneId zone) {
        Instant begin = parts.notBefore;
        DailyHours hours = parts.dailyHours;
        if (begin != null && begin.isAfter(now)) {
            return Duration.between(now, begin);
        }
        return hours == null ? Duration.ZERO : hours.untilNext(now.atZone(zone));
    }

    /** Whether the system asks, and not a user. */
    public boolean system() {
        return parts.system;
    }

    /**
     * The same asked for once more, at once, as a run of its own.
     *
     * @param runId      id of the run that had this request
     * @param onlyFailed whether to process only assets that are known from that run
     * @param user       id of the user who asks now
     */
    public RunRequest again(String runId, boolean onlyFailed, String user) {
        return new Builder(parts.paths, user)
                .type(parts.type)
                .excluding(parts.excludedPaths)
                .filter(parts.filter)
                .dryRun(parts.dryRun)
                .compare(parts.compare)
                .dailyHours(parts.dailyHours)
                .repeating(runId, onlyFailed)
                .build();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RunRequest request && request.parts.equals(parts);
    }

    @Override
    public int hashCode() {
        return parts.hashCode();
    }

    @Override
    public String toString() {
        return parts.toString();
    }

    /** Collects what a request says. For one thread. */
    @ProviderType
    public static final class Builder {

        private final List<String> paths;
        private final String requestedBy;
        private RunType type = RunType.PROCESS;
        private List<String> excludedPaths = List.of();
        private AssetFilter filter = AssetFilter.ALL;
        private boolean dryRun;
        private boolean compare;
        private @Nullable String restartOf;
        private boolean failedOnly;
        private @Nullable Instant notBefore;
        private @Nullable DailyHours dailyHours;
        private boolean system;

        private Builder(List<String> paths, String requestedBy) {
            this.paths = List.copyOf(paths);
            this.requestedBy = requestedBy;
        }

        /** Does something else with the assets than to process them. */
        public Builder type(RunType what) {
            type = what;
            return this;
        }

        /** Leaves out subtrees; absolute, normalised paths. */
        public Builder excluding(List<String> subtrees) {
            excludedPaths = List.copyOf(subtrees);
            return this;
        }

        /** Selects only some assets. */
        public Builder filter(AssetFilter selected) {
            filter = selected;
            return this;
        }

        /** Writes nothing to the content. */
        public Builder dryRun(boolean only) {
            dryRun = only;
            return this;
        }

        /** Finds out what a run would write; only with a dry run. */
        public Builder compare(boolean also) {
            compare = also;
            return this;
        }

        /**
         * Repeats an earlier run.
         *
         * @param runId      its id; null for none
         * @param onlyFailed whether to process only assets that are known from that run
         */
        public Builder repeating(@Nullable String runId, boolean onlyFailed) {
            restartOf = runId;
            failedOnly = onlyFailed;
            return this;
        }

        /** Does not begin before a time; null for at once. */
        public Builder notBefore(@Nullable Instant time) {
            notBefore = time;
            return this;
        }

        /** Works at some hours of the day only; null for always. */
        public Builder dailyHours(@Nullable DailyHours hours) {
            dailyHours = hours;
            return this;
        }

        /** Says that the system asks, and not a user. */
        public Builder system(boolean asks) {
            system = asks;
            return this;
        }

        /**
         * The request.
         *
         * @throws IllegalArgumentException if there is no path, if only failed assets are wanted and no run is named, or if a run
         *     is to compare that is no dry run
         */
        public RunRequest build() {
            if (paths.isEmpty()) {
                throw new IllegalArgumentException("a run needs at least one path");
            }
            if (failedOnly && restartOf == null) {
                throw new IllegalArgumentException("failed in which run?");
            }
            if (compare && !dryRun) {
                throw new IllegalArgumentException("only a dry run compares");
            }
            return new RunRequest(new Parts(
                    type,
                    paths,
                    excludedPaths,
                    filter,
                    dryRun,
                    compare,
                    requestedBy,
                    restartOf,
                    failedOnly,
                    notBefore,
                    dailyHours,
                    system));
        }
    }
}
