package org.openguides.processing.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** A snapshot of a run. Immutable. */
@ProviderType
public interface Run extends RunOutline {

    /** Returns the request of the run. */
    RunRequest request();

    /** Returns which properties of AEM Guides the run may write, as determined at its start. */
    GuidesProperties guidesProperties();

    /** Returns the progress of the selection. */
    Selection selection();

    /** Returns the current phase. */
    RunPhase phase();

    /** Returns the outcomes so far, over all attempts. */
    Counts counts();

    /** Returns the outcomes so far by file type; types without outcomes are left out. */
    Map<FileType, Counts> countsByType();

    /** Returns the number of linked assets: those whose results that depend on other assets have been written. */
    long linked();

    /** Returns the number of findings that are not failures. */
    long warnings();

    /**
     * Returns the number of executions: 1 for the first, incremented with each resume or takeover; 0 before the first.
     */
    int attempt();

    /** Returns the latest attempts, oldest first; empty for runs of earlier builds. */
    List<Attempt> attempts();

    /** Returns the nodes that have worked on the run, by name. */
    List<NodeWork> nodes();

    /** Returns the number of assets per second over the last minute; 0 if the run is not progressing. */
    double rate();

    /** Returns when the first attempt began; null if none has begun. */
    @Nullable
    Instant startedAt();

    /** Returns when the run ended; null if it has not ended. */
    @Nullable
    Instant endedAt();

    /** Returns when the run was last updated. */
    Instant updatedAt();

    /**
     * Returns how many scheduled executions this record stands for: consecutive ones share one if they found nothing to do,
     * or failed for the same assets only.
     * 0 for all other runs.
     */
    long ticks();

    /** Returns the estimated time to the end; null while it is unknown, zero when the run has ended. */
    @Nullable
    Duration remaining();

    /** Returns why the run is slower than possible; null if it is not throttled or has ended. */
    @Nullable
    ThrottleReason throttledBy();

    /** Returns the number of lines in the log; 0 if the log has been purged. */
    long logLines();

    /** Returns the result of a run that compares and has ended; otherwise null. */
    @Nullable
    Comparison comparison();

    /** One execution of a run. Immutable. */
    @ProviderType
    final class Attempt {

        private final int number;
        private final String node;
        private final Instant startedAt;
        private final @Nullable Instant endedAt;

        private Attempt(int number, String node, Instant startedAt, @Nullable Instant endedAt) {
            this.number = number;
            this.node = node;
            this.startedAt = startedAt;
            this.endedAt = endedAt;
        }

        /** Creates an attempt that is in progress. */
        public Attempt(int number, String node, Instant startedAt) {
            this(number, node, startedAt, null);
        }

        /** Returns an attempt with the given end; null while it is in progress. */
        public Attempt withEnd(@Nullable Instant end) {
            return new Attempt(number, node, startedAt, end);
        }

        /** Returns the number of the attempt, from 1. */
        public int number() {
            return number;
        }

        /** Returns the name of the node that coordinated the attempt. */
        public String node() {
            return node;
        }

        /** Returns when the attempt began. */
        public Instant startedAt() {
            return startedAt;
        }

        /**
         * Returns when the attempt ended, or the time of its last heartbeat if it was interrupted; null while it is in
         * progress.
         */
        public @Nullable Instant endedAt() {
            return endedAt;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Attempt that
                    && number == that.number
                    && node.equals(that.node)
                    && startedAt.equals(that.startedAt)
                    && Objects.equals(endedAt, that.endedAt);
        }

        @Override
        public int hashCode() {
            return Objects.hash(number, node, startedAt, endedAt);
        }

        @Override
        public String toString() {
            return number + " on " + node + " from " + startedAt + " until " + endedAt;
        }
    }

    /** The share of one node in the work on a run. Immutable. */
    @ProviderType
    final class NodeWork {

        private final String name;
        private final long done;
        private final @Nullable Instant lastSeen;

        public NodeWork(String name, long done, @Nullable Instant lastSeen) {
            this.name = name;
            this.done = done;
            this.lastSeen = lastSeen;
        }

        /** Returns the name of the node. */
        public String name() {
            return name;
        }

        /** Returns the number of assets that the node has given an outcome. */
        public long done() {
            return done;
        }

        /** Returns the last heartbeat of the node's workers; null if it is unknown. */
        public @Nullable Instant lastSeen() {
            return lastSeen;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof NodeWork that
                    && name.equals(that.name)
                    && done == that.done
                    && Objects.equals(lastSeen, that.lastSeen);
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, done, lastSeen);
        }

        @Override
        public String toString() {
            return name + " done=" + done + " lastSeen=" + lastSeen;
        }
    }
}
