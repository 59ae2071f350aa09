package org.openguides.processing.api;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/**
 * The hours of each day in which a run may work, by the clock on the wall of the server; over midnight if they end before they
 * begin. Immutable.
 *
 * @param from  when they begin
 * @param until when they end; another time than {@code from}
 */
public record DailyHours(LocalTime from, LocalTime until) {

    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    /**
     * Hours of a day.
     *
     * @throws IllegalArgumentException if they end when they begin
     */
    public DailyHours {
        if (from.equals(until)) {
            throw new IllegalArgumentException("the hours end when they begin: " + from);
        }
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
    public String toString() {
        return FORMAT.format(from) + "-" + FORMAT.format(until);
    }
}
