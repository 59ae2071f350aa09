package org.openguides.processing.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

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

    /**
     * One execution of a run.
     *
     * @param number    1 for the first
     * @param node      name of the node whose coordinator had it
     * @param startedAt when it began
     * @param endedAt   when it ended, or its coordinator was last heard of; null while it goes on
     */
    record Attempt(int number, String node, Instant startedAt, @Nullable Instant endedAt) {}

    /**
     * What one node has done.
     *
     * @param name     of the node
     * @param done     assets that it has given an outcome
     * @param lastSeen when one of its workers was last heard of; null if that is not known
     */
    record NodeWork(String name, long done, @Nullable Instant lastSeen) {}
}
