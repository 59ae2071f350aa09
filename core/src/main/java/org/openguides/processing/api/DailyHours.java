package org.openguides.processing.api;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The daily hours in which a run may work, in the time zone of the server. They span midnight if their end is before
 * their start. Immutable.
 */
@ProviderType
public final class DailyHours {

    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private final LocalTime from;
    private final LocalTime until;

    /**
     * Creates daily hours.
     *
     * @throws IllegalArgumentException if start and end are equal
     */
    public DailyHours(LocalTime from, LocalTime until) {
        if (from.equals(until)) {
            throw new IllegalArgumentException("the hours end when they begin: " + from);
        }
        this.from = from;
        this.until = until;
    }

    /** Returns the start. */
    public LocalTime from() {
        return from;
    }

    /** Returns the end; never equal to {@link #from}. */
    public LocalTime until() {
        return until;
    }

    /**
     * Parses the format of {@link #toString}, such as {@code 20:00-06:00}.
     *
     * @throws IllegalArgumentException if the text has another format
     */
    public static DailyHours parse(String text) {
        String[] parts = text.strip().split("-", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("not two times: " + text);
        }
        try {
            return new DailyHours(LocalTime.parse(parts[0].strip(), FORMAT), LocalTime.parse(parts[1].strip(), FORMAT));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("not two times: " + text, e);
        }
    }

    /** Returns whether a time lies within the hours. */
    public boolean include(ZonedDateTime time) {
        LocalTime now = time.toLocalTime();
        boolean isFrom = !now.isBefore(from);
        boolean isUntil = now.isBefore(until);
        return from.isBefore(until) ? isFrom && isUntil : isFrom || isUntil;
    }

    /** Returns the duration from a time outside of the hours to their next start; zero within the hours. */
    public Duration untilNext(ZonedDateTime time) {
        if (include(time)) {
            return Duration.ZERO;
        }
        ZoneId zone = time.getZone();
        LocalDateTime begin = time.toLocalDate().atTime(from);
        ZonedDateTime next = begin.atZone(zone);
        return Duration.between(
                time, next.isAfter(time) ? next : begin.plusDays(1).atZone(zone));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DailyHours that && from.equals(that.from) && until.equals(that.until);
    }

    @Override
    public int hashCode() {
        return Objects.hash(from, until);
    }

    @Override
    public String toString() {
        return FORMAT.format(from) + "-" + FORMAT.format(until);
    }
}
