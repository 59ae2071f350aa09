package org.openguides.processing.internal.runlog;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A page of a run's log.
 *
 * @param lines      lines, oldest first
 * @param offset     number of the first line; the first line of the log is 0
 * @param totalLines number of lines of the log when the page was read
 */
public record LogPage(List<String> lines, long offset, long totalLines) {

    public LogPage {
        lines = List.copyOf(lines);
    }

    /** Returns the page with each line restricted to what a reader may see. */
    public LogPage shown(UnaryOperator<String> visible) {
        return new LogPage(lines.stream().map(visible).toList(), offset, totalLines);
    }

    /** Returns whether the log has lines after this page. */
    public boolean hasMore() {
        return offset + lines.size() < totalLines;
    }
}
