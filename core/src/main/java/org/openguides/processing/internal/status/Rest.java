package org.openguides.processing.internal.status;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Throttles work in favour of users of the instance. */
@FunctionalInterface
public interface Rest {

    /** No throttling. */
    Rest NONE = (work, wanted) -> {};

    /**
     * Pauses after some work.
     *
     * @param wanted polled while pausing; ends the pause when true
     */
    void after(Duration work, BooleanSupplier wanted);
}
