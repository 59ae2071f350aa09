package org.openguides.processing.internal.runlog;

import java.util.Locale;

/**
 * Layout of a log in the repository. Its node stores the number of lines in {@code lines}, and has files {@code
 * s00000}, {@code s00001} … of 500 lines each. The remaining lines are in files of 50 lines each, {@code s00002-0},
 * {@code s00002-1} …, until they form a segment. The number of a line thus determines its file, and only the last,
 * small file is rewritten, however slowly lines arrive.
 */
final class Segments {

    /** Name of the child of a run node that holds the log. */
    static final String LOG = "log";

    /** Property with the number of lines. */
    static final String LINES = "lines";

    /** Number of lines in a segment; 75 to 150 kB. */
    static final int SIZE = 500;

    /** Number of lines in a part of an incomplete segment. */
    static final int PART = 50;

    /**
     * A file of the log.
     *
     * @param first number of its first line
     * @param size  number of lines when it is full
     */
    record Place(String name, long first, int size) {

        /** Returns the number of the line after its last one. */
        long end() {
            return first + size;
        }
    }

    private Segments() {}

    /** Returns the name of a segment. */
    static String name(long segment) {
        return String.format(Locale.ROOT, "s%05d", segment);
    }

    /** Returns the name of a part of an incomplete segment. */
    static String name(long segment, int part) {
        return name(segment) + "-" + part;
    }

    /** Returns the file of a line in a log with {@code total} lines. */
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
