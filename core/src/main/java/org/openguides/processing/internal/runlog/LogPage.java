package org.openguides.processing.internal.runlog;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Some lines of a run's log.
 *
 * @param lines      the lines, oldest first
 * @param offset     number of the first line; the log's first line is 0
 * @param totalLines how many lines the log had when the page was read
 */
public record LogPage(List<String> lines, long offset, long totalLines) {

    public LogPage {
        lines = List.copyOf(lines);
    }

    /** The same with what a reader may see of each line. */
    public LogPage shown(UnaryOperator<String> visible) {
        return new LogPage(lines.stream().map(visible).toList(), offset, totalLines);
    }

    /** Whether the log has lines beyond these. */
    public boolean hasMore() {
        return offset + lines.size() < totalLines;
    }
}
