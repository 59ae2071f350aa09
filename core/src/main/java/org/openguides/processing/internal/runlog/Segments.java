package org.openguides.processing.internal.runlog;

import java.util.Locale;

/**
 * How a log lies in the repository. Its node has the number of lines in {@code lines}, and files {@code s00000},
 * {@code s00001} … of 500 lines each. The lines behind them are in files of 50 lines each, {@code s00002-0},
 * {@code s00002-1} …, until they are a segment. So a line's number says where it is; only the last file is ever
 * written again, and that is a small one however slowly lines come.
 */
final class Segments {

    /** The child of a run's node that holds its log. */
    static final String LOG = "log";

    /** The property of the log's node that says how many lines there are. */
    static final String LINES = "lines";

    /** Lines in a segment; 75 to 150 kB. */
    static final int SIZE = 500;

    /** Lines in a part of what is to be a segment. */
    static final int PART = 50;

    /**
     * A file of the log.
     *
     * @param first the number of its first line
     * @param size  how many lines it has when it is full
     */
    record Place(String name, long first, int size) {

        /** The number of the first line behind it. */
        long end() {
            return first + size;
        }
    }

    private Segments() {}

    /** The name of a segment. */
    static String name(long segment) {
        return String.format(Locale.ROOT, "s%05d", segment);
    }

    /** The name of a part of what is to be a segment. */
    static String name(long segment, int part) {
        return name(segment) + "-" + part;
    }

    /** Where a line is, in a log of {@code total} lines. */
    static Place of(long line, long total) {
        long segment = line / SIZE;
        long first = segment * SIZE;
        if (first + SIZE <= total) {
            return new Place(name(segment), first, SIZE);
        }
        int part = (int) (line - first) / PART;
        return new Place(name(segment, part), first + (long) part * PART, PART);
    }
}
