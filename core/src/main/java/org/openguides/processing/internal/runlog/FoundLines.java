package org.openguides.processing.internal.runlog;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Result of searching a run's log.
 *
 * @param lines      lines that match, oldest first
 * @param numbers    numbers of these lines; the first line of the log is 0
 * @param next       number of the first line that was not searched
 * @param totalLines number of lines of the log at the time of the search
 */
public record FoundLines(List<String> lines, List<Long> numbers, long next, long totalLines) {

    public FoundLines {
        lines = List.copyOf(lines);
        numbers = List.copyOf(numbers);
    }

    /** Returns the result with each line restricted to what a reader may see. */
    public FoundLines shown(UnaryOperator<String> visible) {
        return new FoundLines(lines.stream().map(visible).toList(), numbers, next, totalLines);
    }

    /** Returns whether the log has lines that were not searched. */
    public boolean hasMore() {
        return next < totalLines;
    }
}
