package org.openguides.processing.internal.runlog;

import java.util.Locale;

/**
 * How a log lies in the repository. Its node has the number of lines in {@code lines}, and files {@code s00000},
 * {@code s00001} … of 500 lines each, the last one excepted. So a line's number says where it is, and only the last file
 * is ever written again.
 */
final class Segments {

    /** The child of a run's node that holds its log. */
    static final String LOG = "log";

    /** The property of the log's node that says how many lines there are. */
    static final String LINES = "lines";

    /** Lines in a segment that is full; about 75 kB. */
    static final int SIZE = 500;

    private Segments() {}

    /** The name of a segment. */
    static String name(long segment) {
        return String.format(Locale.ROOT, "s%05d", segment);
    }

    /** The segment that a line is in. */
    static long of(long line) {
        return line / SIZE;
    }

    /** The number of segments that hold so many lines. */
    static long count(long lines) {
        return (lines + SIZE - 1) / SIZE;
    }
}
