package org.openguides.processing.internal.runlog;

import java.time.Instant;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openguides.processing.internal.runlog.RunLog.Level;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LogLineTest {

    private static final Instant TIME = Instant.parse("2026-02-26T08:59:10.755Z");
    private static final String PREFIX = "2026-02-26 08:59:10:755: INFO: [ASSET_PROCESSING] ";

    private static String line(String message) {
        return LogLine.format(TIME, Level.INFO, "ASSET_PROCESSING", message);
    }

    private static String message(String message) {
        return line(message).substring(PREFIX.length());
    }

    @Test
    void looksAsThePublishedApiShowsIt() {
        assertEquals("2026-02-26 08:59:10:755: INFO: [ASSET_PROCESSING] 12 of 3000 assets", line("12 of 3000 assets"));
        assertEquals(
                "2026-02-26 08:59:10:005: ERROR: [X] ",
                LogLine.format(Instant.parse("2026-02-26T08:59:10.005999Z"), Level.ERROR, "X", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "'a\nb', a\\nb",
        "'a\r\nb', a\\r\\nb",
        "'a\tb', a\\tb",
        "'C:\\new', C:\\\\new",
        "'\u001b[31mred', \\u001b[31mred",
        "'\u0085\u2028\u2029', \\u0085\\u2028\\u2029",
        "'\u202egnp.exe', \\u202egnp.exe",
        "'\u2066x\u2069', \\u2066x\\u2069",
        "'\ud83d alone', \\ud83d alone",
        "'alone \ude00', alone \\ude00",
        "'é 日本 \ud83d\ude00', 'é 日本 \ud83d\ude00'",
        "'zero\u200dwidth\u00ad', zero\\u200dwidth\\u00ad",
        "'tag\udb40\udc41', tag\\udb40\\udc41",
    })
    void whatCouldEndOrDisguiseALineIsEscaped(String message, String expected) {
        assertEquals(expected, message(message));
    }

    @Test
    void theMessageCanBeReadBack() {
        Random random = new Random(5);
        for (int i = 0; i < 2_000; i++) {
            String message = randomText(random, random.nextInt(40));
            String escaped = message(message);
            assertEquals(1, escaped.lines().count() + (escaped.isEmpty() ? 1 : 0));
            assertEquals(message, unescape(escaped));
        }
    }

    private static String randomText(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append("\\\\\\nrtu0aé\n\r\t\u0000\u001b\u2028\uD83D\uDE00日".charAt(random.nextInt(19)));
        }
        return text.toString();
    }

    private static String unescape(String escaped) {
        Matcher escape = Pattern.compile("\\\\(u([0-9a-f]{4})|.)").matcher(escaped);
        return escape.replaceAll(found -> Matcher.quoteReplacement(original(found.group(1), found.group(2))));
    }

    private static String original(String escape, String hex) {
        return switch (escape.charAt(0)) {
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case 'u' -> String.valueOf((char) Integer.parseInt(hex, 16));
            default -> escape;
        };
    }

    @Test
    void aLineOfTheGreatestLengthStaysWhole() {
        String message = "x".repeat(2_000 - PREFIX.length());
        assertEquals(PREFIX + message, line(message));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "日", "\uD83D\uDE00", "\n", "\u001b", "\\"})
    void aLongerLineIsCutBetweenCharacters(String filling) {
        for (int shift = 0; shift < 6; shift++) {
            String line = line("y".repeat(shift) + filling.repeat(2_000));
            assertTrue(line.length() <= 2_000 && line.length() > 1_990, () -> "length " + line.length());
            assertTrue(line.endsWith("…"));
            String kept = line.substring(PREFIX.length() + shift, line.length() - 1);
            assertEquals("", kept.replace(message(filling), ""));
        }
    }

    @Test
    void aLineThatIsOneTooLongLosesTwoCharactersForTheEllipsis() {
        String line = line("x".repeat(2_001 - PREFIX.length()));
        assertEquals(2_000, line.length());
        assertTrue(line.endsWith("x…"));
        assertFalse(line.contains("……"));
    }
}
