package org.openguides.processing.internal.status;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Holds work back for users of the instance. */
@FunctionalInterface
public interface Rest {

    /** For work that nothing holds back. */
    Rest NONE = (work, wanted) -> {};

    /**
     * Rests after some work.
     *
     * @param wanted asked time and again; ends the rest
     */
    void after(Duration work, BooleanSupplier wanted);
}
