package org.openguides.processing.internal.runlog;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

import org.openguides.processing.internal.log.EscapedText;
import org.openguides.processing.internal.text.CompressedLines;
import org.openguides.processing.internal.text.TabLine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Fuzz target: a logged message is one line and can be read back; foreign compressed lines are read or rejected. */
public final class LogFuzz {

    private static final int MOST = 100_000;

    private LogFuzz() {}

    /** Uses the input as a message, as a line, and as compressed lines. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        String message = new String(input, UTF_8);
        String line = LogLine.format(Instant.EPOCH, RunLog.Level.INFO, "x", message);
        assertEquals(1, line.lines().count());
        assertTrue(line.length() <= LogLine.MAX_LENGTH + 1, () -> String.valueOf(line.length()));
        assertTrue(line.codePoints().noneMatch(Character::isISOControl), line);
        if (!line.endsWith("…")) {
            assertEquals(message, EscapedText.unescaped(line.substring(line.indexOf("] ") + 2)));
        }
        EscapedText.unescaped(message);
        List<String> fields = List.of(message.split("\u0001", -1));
        assertEquals(fields, TabLine.split(TabLine.join(fields)));
        TabLine.split(message);
        compressed(input, TabLine.join(fields));
    }

    private static void compressed(byte[] input, String line) throws IOException {
        if (line.lines().count() == 1 && !line.endsWith("\n") && !line.endsWith("\r")) {
            byte[] bytes = CompressedLines.encode(List.of(line));
            assertEquals(List.of(line), CompressedLines.decode(new ByteArrayInputStream(bytes), 2));
        }
        try {
            CompressedLines.decodeForeign(new ByteArrayInputStream(input), MOST);
        } catch (IOException refused) {
            // the input has another format
        }
    }
}
