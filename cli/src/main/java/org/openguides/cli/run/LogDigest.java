package org.openguides.cli.run;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.openguides.cli.Timing;
import org.openguides.cli.UserError;
import org.openguides.cli.wire.LogPageDto;

/**
 * The parts of a run's log for its summary: the first warnings and errors, and the table at the end. Reads the log page
 * by page.
 */
final class LogDigest {
    private static final int MOST_REASONS = 20;
    private static final int LONGEST_TABLE = 40;
    private static final int MOST_WAITS = 20;
    private static final Duration WAIT = Duration.ofMillis(250);
    /** The format of a line, as defined by the HTTP API: time, level, job type, message. */
    private static final Pattern LINE = Pattern.compile(
            "[0-9-]{10} [0-9:]{12}: (?<level>INFO|WARN|ERROR): (?:\\[[A-Z_]+\\] ?)?(?<message>.*)", Pattern.DOTALL);

    private static final String NODES = "Assets of each node: ";

    private static final Pattern RULE = Pattern.compile("-+(?:\\+-+)+");

    private final List<String> reasons = new ArrayList<>();
    private final Deque<String> last = new ArrayDeque<>();
    private long problems;
    private String unread = "";

    /**
     * Reads the whole log of a run that has ended; waits for its last lines if necessary. If the log cannot be read, the
     * digest has nothing but the reason: a part of a log would pass for all of it.
     *
     * @throws UserError if the thread is interrupted
     */
    static LogDigest of(RunClient runs, String id, Timing timing) {
        try {
            return read(runs, id, timing);
        } catch (UserError e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            LogDigest none = new LogDigest();
            none.unread = String.valueOf(e.getMessage());
            return none;
        }
    }

    private static LogDigest read(RunClient runs, String id, Timing timing) {
        Retry retry = new Retry(timing);
        LogDigest digest = new LogDigest();
        long offset = 0;
        int waits = 0;
        while (true) {
            long from = offset;
            LogPageDto page = retry.read(() -> runs.log(id, from));
            List<String> read = page.lines();
            List<String> lines = read == null ? List.of() : read;
            lines.forEach(digest::add);
            offset += lines.size();
            boolean more = Boolean.TRUE.equals(page.hasMore()) && !lines.isEmpty();
            // A server that does not return the member has written the complete log.
            boolean complete = !Boolean.FALSE.equals(page.complete());
            if (!more && (complete || waits == MOST_WAITS)) {
                return digest;
            }
            if (!more) {
                waits++;
                timing.pause(WAIT);
            }
        }
    }

    /** Returns why the log could not be read; empty if it was read. */
    String unread() {
        return unread;
    }

    /** Returns the number of assets that each node of the cluster has processed; empty if there was only one node. */
    String nodes() {
        return last.stream()
                .filter(line -> line.startsWith(NODES))
                .map(line -> line.substring(NODES.length()))
                .findFirst()
                .orElse("");
    }

    /** Returns the messages of the first warnings and errors, with their level. */
    List<String> reasons() {
        return List.copyOf(reasons);
    }

    /** Returns the number of warnings and errors in addition to {@link #reasons}. */
    long furtherReasons() {
        return problems - reasons.size();
    }

    /**
     * Returns the last table of the log without time and level: a header, a rule, rows. Empty if there is none near the
     * end.
     */
    List<String> table() {
        List<String> lines = new ArrayList<>(last);
        for (int rule = lines.size() - 1; rule > 0; rule--) {
            if (RULE.matcher(lines.get(rule)).matches()) {
                List<String> rows = lines.subList(rule + 1, lines.size()).stream()
                        .takeWhile(line -> line.contains(" | "))
                        .toList();
                return lines.subList(rule - 1, rule + 1 + rows.size());
            }
        }
        return List.of();
    }

    private void add(String line) {
        Matcher parts = LINE.matcher(line);
        boolean formed = parts.matches();
        String message = formed ? parts.group("message") : line;
        last.addLast(message);
        if (last.size() > LONGEST_TABLE) {
            last.removeFirst();
        }
        if (formed && !parts.group("level").equals("INFO")) {
            problems++;
            if (reasons.size() < MOST_REASONS) {
                reasons.add(parts.group("level") + " " + message);
            }
        }
    }
}
