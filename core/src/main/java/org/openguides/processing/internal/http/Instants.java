package org.openguides.processing.internal.http;

import java.time.Instant;

/** Times as clients send them: milliseconds since 1970. */
final class Instants {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    /** The repository cannot hold a later year. */
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    private Instants() {}

    /**
     * The time that a field says.
     *
     * @throws RejectedException if a repository cannot hold it
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
