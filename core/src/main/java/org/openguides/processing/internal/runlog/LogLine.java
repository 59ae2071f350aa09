package org.openguides.processing.internal.runlog;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.openguides.processing.internal.runlog.RunLog.Level;

/**
 * Formats an event as one line, with the time in UTC: {@code 2026-02-26 08:59:10:755: INFO: [ASSET_PROCESSING]
 * message}. This is the format of the published API of AEM Guides.
 *
 * <p>Messages include names and content of untrusted files. Characters that could end a line, control a terminal or
 * reverse the text are therefore escaped as in Java source: {@code \n}, {@code \r}, {@code \t}, otherwise {@code
 * \}{@code u001b}. A backslash is doubled, so a single one always starts an escape sequence.
 */
public final class LogLine {

    /** A longer line is truncated, and ends with an ellipsis. */
    static final int MAX_LENGTH = 2_000;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss:SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{4}");

    private LogLine() {}

    /** Returns the line without a line break. */
    static String format(Instant time, Level level, String label, String message) {
        StringBuilder line = new StringBuilder(128);
        TIME.formatTo(time, line);
        line.append(": ").append(level).append(": [").append(label).append("] ");
        appendEscaped(line, message);
        return line.toString();
    }

    private static void appendEscaped(StringBuilder line, String message) {
        int lastCut = line.length();
        for (int i = 0; i < message.length(); ) {
            int character = message.codePointAt(i);
            if (line.length() < MAX_LENGTH) {
                lastCut = line.length();
            }
            appendEscaped(line, character);
            if (line.length() > MAX_LENGTH) {
                line.setLength(lastCut);
                line.append('…');
                return;
            }
            i += Character.charCount(character);
        }
    }

    private static void appendEscaped(StringBuilder line, int character) {
        switch (character) {
            case '\\' -> line.append("\\\\");
            case '\n' -> line.append("\\n");
            case '\r' -> line.append("\\r");
            case '\t' -> line.append("\\t");
            default -> {
                if (isHarmless(character)) {
                    line.appendCodePoint(character);
                } else {
                    for (char unit : Character.toChars(character)) {
                        line.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                    }
                }
            }
        }
    }

    private static boolean isHarmless(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.FORMAT,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }

    /** Reverts the escaping of a part of a line; returns a text with invalid escapes unchanged. */
    public static String unescaped(String escaped) {
        if (escaped.indexOf('\\') < 0) {
            return escaped;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < escaped.length(); i++) {
            char character = escaped.charAt(i);
            if (character != '\\' || i + 1 == escaped.length()) {
                text.append(character);
                continue;
            }
            char code = escaped.charAt(++i);
            switch (code) {
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                case 'u' -> {
                    Matcher hex = HEX.matcher(escaped).region(i + 1, escaped.length());
                    if (hex.lookingAt()) {
                        text.append((char) Integer.parseInt(hex.group(), 16));
                        i = hex.end() - 1;
                    }
                }
                default -> text.append(code);
            }
        }
        return text.toString();
    }
}
