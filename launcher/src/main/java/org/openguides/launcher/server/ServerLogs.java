package org.openguides.launcher.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * The log files of a server. Immutable.
 *
 * @param home of the server
 */
public record ServerLogs(Path home) {

    private static final int LINES = 20;

    /** The output of the process. */
    public Path console() {
        return folder().resolve("console.log");
    }

    /** Sling's log; absent if the start broke off early. */
    public Path error() {
        return folder().resolve("error.log");
    }

    /** The folder of both. */
    public Path folder() {
        return home.resolve("logs");
    }

    /** The lines of level ERROR so far; none if there is no log. */
    public List<String> errors() {
        if (!Files.exists(error())) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(error())) {
            return lines.filter(line -> line.contains(" *ERROR* ")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last lines of the logs, each with a headline. */
    public List<String> ends() {
        List<String> shown = new ArrayList<>();
        shown.addAll(end(console()));
        shown.addAll(end(error()));
        return shown;
    }

    /** The last lines of a log with a headline; nothing if there is none or it is empty. */
    public static List<String> end(Path log) {
        Deque<String> last = new ArrayDeque<>();
        // whatever bytes there are: a log that is cut off, or in another encoding, has to be shown too
        try (Stream<String> lines =
                Files.isReadable(log) ? Files.lines(log, StandardCharsets.ISO_8859_1) : Stream.of()) {
            lines.forEach(line -> {
                last.addLast(utf8(line));
                if (last.size() > LINES) {
                    last.removeFirst();
                }
            });
        } catch (IOException e) {
            last.addLast("(" + e + ")");
        }
        List<String> shown = new ArrayList<>();
        if (!last.isEmpty()) {
            shown.add("--- the end of " + log);
            shown.addAll(last);
        }
        return shown;
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
