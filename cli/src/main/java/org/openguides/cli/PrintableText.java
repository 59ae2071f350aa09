package org.openguides.cli;

import java.util.regex.Pattern;

/**
 * Sanitises untrusted text for printing: names, messages and log lines may contain hostile content that moves the
 * cursor, changes colours or the title of a terminal, or forges lines.
 */
public final class PrintableText {
    /** Control sequences and control strings (titles, links) up to their terminator, as defined by ECMA-48. */
    private static final Pattern ESCAPES = Pattern.compile("(?:\u001b\\[|\u009b)[0-?]*[ -/]*[@-~]?"
            + "|(?:\u001b[\\]PX^_]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\\\|\u009c)?"
            + "|\u001b[ -/]*[0-~]?");

    private static final Pattern BREAKS = Pattern.compile("\r\n|[\t\n\r\u0085\u2028\u2029]");
    /** Control characters, lone surrogates, and characters that change the direction of text. */
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\p{Cc}\\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]");

    private PrintableText() {}

    /** Returns the text as one line without escape sequences and control characters. */
    public static String line(String text) {
        String visible = ESCAPES.matcher(text).replaceAll("");
        return INVISIBLE.matcher(BREAKS.matcher(visible).replaceAll(" ")).replaceAll("");
    }
}
