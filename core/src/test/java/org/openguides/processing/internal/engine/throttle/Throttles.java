package org.openguides.processing.internal.engine.throttle;

import java.time.Duration;

/** Throttles for tests. */
public final class Throttles {

    /** Never slows down workers, and takes no commit for slow: a busy machine does not change the size of batches. */
    public static final Throttle OPEN =
            new Throttle(Duration.ZERO, 100, 100, Duration.ofHours(1), Duration.ofHours(1), 2);

    private Throttles() {}
}
