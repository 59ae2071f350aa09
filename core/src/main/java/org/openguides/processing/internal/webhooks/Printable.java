package org.openguides.processing.internal.webhooks;

import java.util.regex.Pattern;

/** Text of other systems in logs and messages. */
final class Printable {

    private static final int LONGEST = 200;

    /** What could end a line, control a terminal or reverse the text. */
    private static final Pattern HARMFUL = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    private Printable() {}

    /** Returns the text on one line, with a question mark instead of each harmful character, truncated if it is long. */
    static String of(String text) {
        String start = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return HARMFUL.matcher(start).replaceAll("?");
    }
}
