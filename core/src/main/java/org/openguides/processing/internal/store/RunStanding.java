package org.openguides.processing.internal.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * How a run comes on, as its coordinator tells users. Immutable.
 *
 * @param tally     outcomes so far
 * @param linked    how many assets have been linked; -1 while none are
 * @param rate      assets each second over the last minute
 * @param remaining estimated time to the end; null if that cannot be known
 * @param seen      when a worker of each node was last heard of, by the name of the node
 */
public record RunStanding(
        Tally tally, long linked, double rate, @Nullable Duration remaining, Map<String, Instant> seen) {

    public RunStanding {
        seen = Map.copyOf(seen);
    }
}
