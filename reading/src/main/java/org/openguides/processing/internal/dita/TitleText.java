package org.openguides.processing.internal.dita;

/** Normalises the text of titles. */
public final class TitleText {

    /** Maximum number of characters; longer titles are truncated. */
    static final int MAX_LENGTH = 2000;

    private TitleText() {}

    /** Replaces Unicode whitespace, including no-break spaces, by single spaces, and truncates long texts. */
    public static String of(String raw) {
        int length = Math.min(raw.length(), MAX_LENGTH);
        StringBuilder collapsed = new StringBuilder(length);
        boolean space = false;
        for (int i = 0; i < length; i++) {
            char each = raw.charAt(i);
            if (Character.isWhitespace(each) || Character.isSpaceChar(each)) {
                space = !collapsed.isEmpty();
            } else {
                collapsed.append(space ? " " : "").append(each);
                space = false;
            }
        }
        return collapsed.toString();
    }
}
