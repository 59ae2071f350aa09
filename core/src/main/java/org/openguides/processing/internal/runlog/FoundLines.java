package org.openguides.processing.internal.runlog;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Lines of a run's log that a search has found.
 *
 * @param lines      the lines, oldest first
 * @param numbers    the number of each; the log's first line is 0
 * @param next       the number of the first line that has not been looked at
 * @param totalLines how many lines the log had when it was searched
 */
public record FoundLines(List<String> lines, List<Long> numbers, long next, long totalLines) {

    public FoundLines {
        lines = List.copyOf(lines);
        numbers = List.copyOf(numbers);
    }

    /** The same with what a reader may see of each line. */
    public FoundLines shown(UnaryOperator<String> visible) {
        return new FoundLines(lines.stream().map(visible).toList(), numbers, next, totalLines);
    }

    /** Whether the log has lines that have not been looked at. */
    public boolean hasMore() {
        return next < totalLines;
    }
}
