package org.openguides.processing.internal.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Progress of a run as published by its coordinator. Immutable.
 *
 * @param tally     outcomes so far
 * @param linked    number of linked assets; -1 before the linking phase
 * @param rate      assets per second over the last minute
 * @param remaining estimated time to the end; null if unknown
 * @param seen      time of the last heartbeat of a worker by node name
 */
public record ProgressSnapshot(
        Tally tally, long linked, double rate, @Nullable Duration remaining, Map<String, Instant> seen) {

    public ProgressSnapshot {
        seen = Map.copyOf(seen);
    }
}
