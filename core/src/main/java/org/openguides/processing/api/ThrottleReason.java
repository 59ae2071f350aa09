package org.openguides.processing.api;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The reason why a run is slower than possible. If workers report several reasons, the first in the order of the
 * constants is shown: reasons that block the work come before those that slow it down.
 */
public enum ThrottleReason {
    /** The data store cannot be read; the work is suspended until it can. */
    STORAGE,
    /** The database of the catalog is unavailable; the work is suspended until it is available. */
    DATABASE,
    /** Other users change content through the same node. */
    AUTHORS,
    /** The node is busy with requests. */
    REQUESTS,
    /** The administrator has configured a pause or a share of the time. */
    CONFIGURATION;

    /** Returns the reason to show; empty if there are none. */
    public static Optional<ThrottleReason> first(Stream<ThrottleReason> reasons) {
        return reasons.min(Comparator.naturalOrder());
    }
}
