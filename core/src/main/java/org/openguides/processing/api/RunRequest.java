package org.openguides.processing.api;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** A request to start a run. Immutable; {@link #of} creates a {@link Builder}. */
@ProviderType
public final class RunRequest {

    /** The {@link #requestedBy} of runs that no user has started; also the name of a user, if there is one of that id. */
    public static final String SYSTEM = "system";

    private final Parts parts;

    /** All parts of a request, for equality. */
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
     * Creates a builder for a request to process all assets below the given paths.
     *
     * @param paths       absolute, normalised repository paths of folders and assets; at least one. The syntax of the
     *     paths is not checked
     * @param requestedBy id of the user who starts the run
     */
    public static Builder of(List<String> paths, String requestedBy) {
        return new Builder(paths, requestedBy);
    }

    /** Returns a builder that is initialised with this request. */
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

    /** Returns the type of the run. */
    public RunType type() {
        return parts.type;
    }

    /** Returns the absolute, normalised paths of folders and assets; at least one. */
    public List<String> paths() {
        return parts.paths;
    }

    /** Returns the absolute, normalised paths of excluded subtrees. */
    public List<String> excludedPaths() {
        return parts.excludedPaths;
    }

    /** Returns the filter for assets below the paths. */
    public AssetFilter filter() {
        return parts.filter;
    }

    /**
     * Returns whether the run writes nothing to the content; without {@link #compare} it only selects and counts
     * assets.
     */
    public boolean dryRun() {
        return parts.dryRun;
    }

    /** Returns whether the run determines what processing would write; only for dry runs. */
    public boolean compare() {
        return parts.compare;
    }

    /** Returns the id of the user who starts the run. */
    public String requestedBy() {
        return parts.requestedBy;
    }

    /** Returns the id of the run that this one repeats; null if there is none. */
    public @Nullable String restartOf() {
        return parts.restartOf;
    }

    /**
     * Returns whether to process only assets that are known from the run that this one repeats, such as failed ones.
     */
    public boolean failedOnly() {
        return parts.failedOnly;
    }

    /** Returns the time before which the run must not start; null if it may start immediately. */
    public @Nullable Instant notBefore() {
        return parts.notBefore;
    }

    /** Returns the hours in which the run may work; null if there is no restriction. */
    public @Nullable DailyHours dailyHours() {
        return parts.dailyHours;
    }

    /**
     * Returns how long the run has to wait until it may work.
     *
     * @param zone time zone of the daily hours
     * @return zero if it may work now
     */
    public Duration untilAllowed(Instant now, ZoneId zone) {
        Instant begin = parts.notBefore;
        DailyHours hours = parts.dailyHours;
        if (begin != null && begin.isAfter(now)) {
            return Duration.between(now, begin);
        }
        return hours == null ? Duration.ZERO : hours.untilNext(now.atZone(zone));
    }

    /**
     * Returns whether the system, and not a user, starts the run. Such a run works with the permissions of its service
     * user, leaves out assets that have failed and not changed since, and gives way to runs of users that cover the same
     * paths.
     */
    public boolean system() {
        return parts.system;
    }

    /**
     * Returns a request that repeats this one, immediately and as a new run.
     *
     * @param runId      id of the run that had this request
     * @param onlyFailed whether to process only assets that are known from that run
     * @param user       id of the user who starts the new run
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

    /** Builds a request. For one thread. */
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

        /** Sets the type of the run; the default is to process assets. */
        public Builder type(RunType what) {
            type = what;
            return this;
        }

        /** Sets the excluded subtrees: absolute, normalised paths. */
        public Builder excluding(List<String> subtrees) {
            excludedPaths = List.copyOf(subtrees);
            return this;
        }

        /** Sets the filter for assets. */
        public Builder filter(AssetFilter selected) {
            filter = selected;
            return this;
        }

        /** Sets whether the run writes nothing to the content. */
        public Builder dryRun(boolean only) {
            dryRun = only;
            return this;
        }

        /** Sets whether the run determines what processing would write; only with a dry run. */
        public Builder compare(boolean also) {
            compare = also;
            return this;
        }

        /**
         * Sets the earlier run to repeat.
         *
         * @param runId      id of that run; null for none
         * @param onlyFailed whether to process only assets that are known from that run
         */
        public Builder repeating(@Nullable String runId, boolean onlyFailed) {
            restartOf = runId;
            failedOnly = onlyFailed;
            return this;
        }

        /** Sets the time before which the run must not start; null for immediately. */
        public Builder notBefore(@Nullable Instant time) {
            notBefore = time;
            return this;
        }

        /** Sets the daily hours in which the run may work; null for no restriction. */
        public Builder dailyHours(@Nullable DailyHours hours) {
            dailyHours = hours;
            return this;
        }

        /** Sets whether the system, and not a user, starts the run. */
        public Builder system(boolean asks) {
            system = asks;
            return this;
        }

        /**
         * Returns the request.
         *
         * @throws IllegalArgumentException if there is no path, if only failed assets are requested without a run to
         *     repeat, or if a run that compares is not a dry run
         */
        public RunRequest build() {
            if (paths.isEmpty()) {
                throw new IllegalArgumentException("a run needs at least one path");
            }
            if (failedOnly && restartOf == null) {
                throw new IllegalArgumentException("failedOnly requires a run to repeat");
            }
            if (compare && !dryRun) {
                throw new IllegalArgumentException("compare requires a dry run");
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
