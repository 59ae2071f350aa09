package org.openguides.processing.api;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why a run is slower than it could be. In the order in which they are told where workers give several reasons: first what keeps
 * work from going on at all, then what slows it down.
 */
public enum ThrottleReason {
    /** The data store cannot be read; the work waits for it. */
    STORAGE,
    /** The database of the catalog cannot be reached; the work waits for it. */
    DATABASE,
    /** Others change content through the same node. */
    AUTHORS,
    /** The node has requests to answer. */
    REQUESTS,
    /** The administrator has set a pause, or a share of the time. */
    CONFIGURATION;

    /** The one of several that is told; empty if there are none. */
    public static Optional<ThrottleReason> first(Stream<ThrottleReason> reasons) {
        return reasons.min(Comparator.naturalOrder());
    }
}
