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
 * The hours of each day in which a run may work, by the clock on the wall of the server; over midnight if they end before they
 * begin. Immutable.
 */
@ProviderType
public final class DailyHours {

    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private final LocalTime from;
    private final LocalTime until;

    /**
     * Hours of a day.
     *
     * @throws IllegalArgumentException if they end when they begin
     */
    public DailyHours(LocalTime from, LocalTime until) {
        if (from.equals(until)) {
            throw new IllegalArgumentException("the hours end when they begin: " + from);
        }
        this.from = from;
        this.until = until;
    }

    /** When they begin. */
    public LocalTime from() {
        return from;
    }

    /** When they end; another time than {@link #from}. */
    public LocalTime until() {
        return until;
    }

    /**
     * Reads what {@link #toString} writes, such as {@code 20:00-06:00}.
     *
     * @throws IllegalArgumentException if the text is anything else
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

    /** Whether an instant lies within the hours of its day. */
    public boolean include(ZonedDateTime time) {
        LocalTime now = time.toLocalTime();
        boolean isFrom = !now.isBefore(from);
        boolean isUntil = now.isBefore(until);
        return from.isBefore(until) ? isFrom && isUntil : isFrom || isUntil;
    }

    /** How long it is from an instant outside of the hours to their next beginning; zero within them. */
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
