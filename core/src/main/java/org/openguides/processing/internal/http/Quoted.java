package org.openguides.processing.internal.http;

/** Shows a client's own text back to it. */
final class Quoted {

    private static final int LONGEST = 300;

    private Quoted() {}

    /** The text in quotes; the beginning only, if it is long. */
    static String text(String text) {
        if (text.length() <= LONGEST) {
            return '"' + text + '"';
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return '"' + text.substring(0, end) + "\"…";
    }
}
