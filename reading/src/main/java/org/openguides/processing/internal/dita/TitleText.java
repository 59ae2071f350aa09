package org.openguides.processing.internal.dita;

/** What becomes of the text of a title. */
public final class TitleText {

    /** How many characters of a title are read; the rest is left out. */
    static final int MAX_LENGTH = 2000;

    private TitleText() {}

    /** White space as Unicode sees it, no-break spaces included, becomes single spaces; what is too long is cut. */
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
