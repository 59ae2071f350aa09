package org.openguides.processing.internal.http;

import java.time.Instant;

/** Converts times of requests: milliseconds since 1970. */
final class Instants {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    /** The repository cannot store later years. */
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    private Instants() {}

    /**
     * Converts the time in a field.
     *
     * @throws RejectedException if a repository cannot store it
     */
    static Instant of(String field, long epochMillis) {
        Instant instant = Instant.ofEpochMilli(epochMillis);
        if (instant.isBefore(FIRST) || !instant.isBefore(END)) {
            throw new RejectedException(
                    ProblemType.INVALID_FIELD,
                    field + " lies outside of the years 1 to 9999; it is in milliseconds since 1970.",
                    field);
        }
        return instant;
    }
}
