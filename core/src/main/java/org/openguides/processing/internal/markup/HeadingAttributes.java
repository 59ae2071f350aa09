package org.openguides.processing.internal.markup;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Attributes at the end of a heading, as the Markdown of DITA-OT has them: {@code # Set up {#setup .task audience="all"}}. They
 * are no text of the heading.
 */
final class HeadingAttributes {

    private static final String NAME = "[\\p{L}_:][\\p{L}\\p{N}_:.-]*";
    private static final String ATTRIBUTE =
            "(?:[#.][^\\s{}#.\"'=]+(?:[.#][^\\s{}\"'=]*)*|" + NAME + "=(?:\"[^\"{}]*+\"|'[^'{}]*+'|[^\\s{}\"']++))";

    private static final Pattern AT_THE_END =
            Pattern.compile("\\{\\s*+" + ATTRIBUTE + "(?:\\s++" + ATTRIBUTE + ")*+\\s*+}\\s*+\\z");

    /** A block of attributes is not longer. */
    private static final int MAX_LENGTH = 1000;

    private HeadingAttributes() {}

    /** A text without attributes at its end. */
    static String without(String text) {
        int brace = text.lastIndexOf('{');
        if (brace < 0 || text.length() - brace > MAX_LENGTH) {
            return text;
        }
        Matcher attributes = AT_THE_END.matcher(text).region(brace, text.length());
        return attributes.lookingAt() ? text.substring(0, brace) : text;
    }
}
