package org.openguides.processing.api;

import java.time.Duration;
import java.time.ZonedDateTime;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class DailyHoursTest {

    @ParameterizedTest
    @CsvSource({
        "20:00-06:00, 2026-03-04T19:59:59Z[UTC], false, PT1S",
        "20:00-06:00, 2026-03-04T20:00:00Z[UTC], true, PT0S",
        "20:00-06:00, 2026-03-05T05:59:59Z[UTC], true, PT0S",
        "20:00-06:00, 2026-03-05T06:00:00Z[UTC], false, PT14H",
        "08:30-17:00, 2026-03-04T08:29:00Z[UTC], false, PT1M",
        "08:30-17:00, 2026-03-04T12:00:00Z[UTC], true, PT0S",
        "08:30-17:00, 2026-03-04T17:00:00Z[UTC], false, PT15H30M",
        "00:00-06:00, 2026-03-04T23:00:00Z[UTC], false, PT1H",
        // Two to three o'clock does not exist when daylight saving time begins.
        "03:00-04:00, 2026-03-29T01:30:00+01:00[Europe/Berlin], false, PT30M",
        "02:30-04:00, 2026-03-29T01:30:00+01:00[Europe/Berlin], false, PT1H",
    })
    void includeWhatLiesWithinAndTellWhenTheyBegin(String hours, String time, boolean included, Duration until) {
        DailyHours underTest = DailyHours.parse(hours);
        ZonedDateTime when = ZonedDateTime.parse(time);

        assertEquals(included, underTest.include(when));
        assertEquals(until, underTest.untilNext(when));
        assertEquals(hours, underTest.toString());
    }

    @Test
    void blanksDoNotMatter() {
        assertEquals("20:00-06:00", DailyHours.parse(" 20:00 - 06:00 ").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "20:00", "20:00-20:00", "20:00-24:01", "8-17", "20:00-06:00-07:00", "now-later", "-"})
    void anythingElseIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> DailyHours.parse(text));
    }
}
