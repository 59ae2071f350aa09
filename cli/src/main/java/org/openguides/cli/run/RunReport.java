package org.openguides.cli.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.openguides.cli.Timing;

/** Formats the status of a run as lines of text. */
public final class RunReport {
    private static final double MILLIS = 1000.0;

    private RunReport() {}

    /**
     * Returns the summary of a run that has ended: its outcome, counts, rate, and the reasons of failures. If the log
     * cannot be read, the summary says so instead of what the log would add.
     */
    public static List<String> summary(RunStatus run, RunClient runs, Timing timing) {
        LogDigest log = LogDigest.of(runs, run.id(), timing);
        List<String> lines = new ArrayList<>();
        lines.add("Run " + run.id() + " ended: " + run.state());
        counts(run, lines);
        row(lines, "time", speed(run));
        row(lines, "nodes", log.nodes());
        row(lines, "comment", run.comments());
        lines.addAll(comparison(run));
        if (!log.unread().isEmpty()) {
            lines.add("");
            lines.add("The log could not be read, so this summary omits warnings and errors: " + log.unread());
            lines.add("The log is at " + runs.logUrl(run.id()));
        }
        if (!log.table().isEmpty()) {
            lines.add("");
            lines.addAll(log.table());
        }
        if (!log.reasons().isEmpty()) {
            lines.add("");
            lines.add("Warnings and errors:");
            log.reasons().forEach(reason -> lines.add("  " + reason));
            if (log.furtherReasons() > 0) {
                lines.add("  and " + log.furtherReasons() + " more, see " + runs.logUrl(run.id()));
            }
        }
        return lines;
    }

    /** Returns the status of a run in any state. */
    public static List<String> status(RunStatus run) {
        List<String> lines = new ArrayList<>();
        lines.add("Run " + run.id() + ": " + run.state());
        run.paths().forEach(path -> row(lines, "path", path));
        run.excludedPaths().forEach(path -> row(lines, "excluded", path));
        counts(run, lines);
        row(lines, "started", instant(run.started()));
        row(lines, "ended", instant(run.completed()));
        row(lines, "time", speed(run));
        Duration left = run.left();
        row(lines, "left", left == null || run.ended() ? "" : left.toSeconds() + " s");
        row(lines, "slowed by", run.throttledBy());
        row(lines, "attempt", run.attempt() > 1 ? String.valueOf(run.attempt()) : "");
        row(lines, "dry run", run.dryRun() ? "yes" : "");
        row(lines, "by", run.createdBy());
        row(lines, "comment", run.comments());
        lines.addAll(comparison(run));
        return lines;
    }

    /** Returns the result of a run that compares; empty for other runs. */
    private static List<String> comparison(RunStatus run) {
        List<String> lines = new ArrayList<>();
        if (run.compared() > 0) {
            boolean same = run.differences().isEmpty();
            lines.add("");
            lines.add("Of " + run.compared() + " assets a run would write" + (same ? " nothing" : ":"));
            run.differences()
                    .forEach((property, count) -> lines.add(String.format(Locale.ROOT, "  %8d  %s", count, property)));
        }
        if (run.unknownMaps() > 0) {
            lines.add("Parent maps and keys were not compared: process the maps first (" + run.unknownMaps() + ")");
        }
        return lines;
    }

    private static void counts(RunStatus run, List<String> lines) {
        if (run.dryRun() && run.done() == 0) {
            row(lines, "assets", run.total() + " selected" + (run.counted() ? "" : ", still counting"));
            return;
        }
        row(lines, "assets", run.done() + " of " + run.total() + (run.counted() ? "" : ", still counting"));
        row(lines, "succeeded", Long.toString(run.succeededCount()));
        row(lines, "failed", Long.toString(run.failed()));
        row(lines, "skipped", Long.toString(run.skipped()));
    }

    private static String speed(RunStatus run) {
        Duration length = run.length();
        if (length == null) {
            return "";
        }
        double seconds = length.toMillis() / MILLIS;
        String time = String.format(Locale.ROOT, "%.1f s", seconds);
        return seconds > 0 && run.done() > 0
                ? time + String.format(Locale.ROOT, ", %.1f assets/s", run.done() / seconds)
                : time;
    }

    private static @Nullable String instant(long epochMillis) {
        return epochMillis <= 0 ? null : Instant.ofEpochMilli(epochMillis).toString();
    }

    private static void row(List<String> lines, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            lines.add(String.format(Locale.ROOT, "  %-10s %s", name, value));
        }
    }
}
