package org.openguides.processing.internal.http;

/** Quotes text of the client in messages. */
final class Quoted {

    private static final int LONGEST = 300;

    private Quoted() {}

    /** Returns the text in quotes, truncated if it is long. */
    static String text(String text) {
        if (text.length() <= LONGEST) {
            return '"' + text + '"';
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return '"' + text.substring(0, end) + "\"…";
    }
}
