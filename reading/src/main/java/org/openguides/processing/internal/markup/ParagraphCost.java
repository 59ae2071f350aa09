package org.openguides.processing.internal.markup;

/**
 * Bounds the time of CommonMark for long paragraphs. Its parser copies the preceding lines of a paragraph for each line
 * that may begin another block, which is each that does not begin with a letter (commonmark-java 0.30.0,
 * {@code DocumentParser.findBlockStart}). Half a million short lines without an empty one would take minutes.
 */
final class ParagraphCost {

    /** Maximum number of copied lines, which take some tenths of a second. */
    static final long MAX_COPIES = 200_000_000;

    private ParagraphCost() {}

    /**
     * Counts the lines that the parser would copy.
     *
     * @throws TooLargeException if there are too many
     */
    static void check(String text) {
        if (copies(text) > MAX_COPIES) {
            throw new TooLargeException("It has paragraphs of too many lines without an empty line");
        }
    }

    /** Returns at least the number of lines that the parser copies; lines of nested blocks are counted like others. */
    static long copies(String text) {
        long copies = 0;
        long lines = 0;
        int start = 0;
        while (start < text.length()) {
            int end = lineEnd(text, start);
            int first = firstNonSpace(text, start, end);
            lines = first == end ? 0 : lines + 1;
            if (first < end && !Character.isLetter(text.codePointAt(first))) {
                copies += lines;
            }
            start = text.startsWith("\r\n", end) ? end + 2 : end + 1;
        }
        return copies;
    }

    private static int lineEnd(String text, int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    private static int firstNonSpace(String text, int start, int end) {
        int first = start;
        while (first < end && (text.charAt(first) == ' ' || text.charAt(first) == '\t')) {
            first++;
        }
        return first;
    }
}
