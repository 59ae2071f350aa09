package org.openguides.processing.internal.runlog;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import org.openguides.processing.internal.log.EscapedText;
import org.openguides.processing.internal.runlog.RunLog.Level;

/**
 * Formats an event as one line, with the time in UTC: {@code 2026-02-26 08:59:10:755: INFO: [ASSET_PROCESSING]
 * message}. This is the format of the published API of AEM Guides.
 *
 * <p>Messages include names and content of untrusted files, and are escaped with {@link EscapedText}.
 */
final class LogLine {

    /** A longer line is truncated, and ends with an ellipsis. */
    static final int MAX_LENGTH = 2_000;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss:SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

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
            EscapedText.append(line, character);
            if (line.length() > MAX_LENGTH) {
                line.setLength(lastCut);
                line.append('…');
                return;
            }
            i += Character.charCount(character);
        }
    }
}
