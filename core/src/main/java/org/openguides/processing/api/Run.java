package org.openguides.processing.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** A run as it stood when it was read; it does not change afterwards. Immutable. */
@ProviderType
public interface Run extends RunOutline {

    /** What was asked for. */
    RunRequest request();

    /** What of AEM Guides it may write, as decided at its start. */
    GuidesProperties guidesProperties();

    /** How far the counting has come. */
    Selection selection();

    /** What it is doing. */
    RunPhase phase();

    /** Outcomes so far, over all attempts. */
    Counts counts();

    /** The same by what the assets are; types of which none has an outcome are left out. */
    Map<FileType, Counts> countsByType();

    /** How many assets have been linked: what depends on other assets has been written to them. */
    long linked();

    /** How many findings there were that are no failure. */
    long warnings();

    /** 1 for the first execution, one more for each resume or takeover; 0 before the first. */
    int attempt();

    /** The latest attempts, oldest first; of runs of earlier builds none are known. */
    List<Attempt> attempts();

    /** The nodes that have worked on it, by name. */
    List<NodeWork> nodes();

    /** Assets each second over the last minute; 0 when it stands. */
    double rate();

    /** When its first attempt began; null if none has. */
    @Nullable
    Instant startedAt();

    /** When it ended; null while it has not. */
    @Nullable
    Instant endedAt();

    /** When anything about it was last written. */
    Instant updatedAt();

    /** Estimated time to the end; null while it cannot be known, zero at the end. */
    @Nullable
    Duration remaining();

    /** Why it is slower than it could be; null if nothing holds it back, and once it has ended. */
    @Nullable
    ThrottleReason throttledBy();

    /** Number of lines in its log; 0 once the log has been purged. */
    long logLines();

    /** What it has found, if it was to compare and has ended; else null. */
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

        /** An attempt that goes on. */
        public Attempt(int number, String node, Instant startedAt) {
            this(number, node, startedAt, null);
        }

        /** The same with its end; null while it goes on. */
        public Attempt withEnd(@Nullable Instant end) {
            return new Attempt(number, node, startedAt, end);
        }

        /** 1 for the first. */
        public int number() {
            return number;
        }

        /** Name of the node whose coordinator had it. */
        public String node() {
            return node;
        }

        /** When it began. */
        public Instant startedAt() {
            return startedAt;
        }

        /** When it ended, or its coordinator was last heard of; null while it goes on. */
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

    /** What one node has done. Immutable. */
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

        /** Name of the node. */
        public String name() {
            return name;
        }

        /** Number of assets that it has given an outcome. */
        public long done() {
            return done;
        }

        /** When one of its workers was last heard of; null if that is not known. */
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
