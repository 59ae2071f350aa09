package org.openguides.processing.internal.markup;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Attributes at the end of a heading, as the Markdown of DITA-OT has them: {@code # Set up {#setup .task audience="all"}}. They
 * are no text of the heading.
 */
final class HeadingAttributes {

    private static final Pattern ATTRIBUTE =
            Pattern.compile("[#.][^\\s{}\"'=]+|[\\p{L}_:][\\w:.-]*=(?:\"[^\"{}]*\"|'[^'{}]*'|[^\\s{}\"']+)");

    /** A block of attributes is not longer. */
    private static final int MAX_LENGTH = 1000;

    private HeadingAttributes() {}

    /** A text without attributes at its end. */
    static String without(String text) {
        int brace = text.lastIndexOf('{');
        String end = text.strip();
        if (brace < 0 || !end.endsWith("}") || text.length() - brace > MAX_LENGTH) {
            return text;
        }
        String inside = text.substring(brace + 1, text.lastIndexOf('}')).strip();
        return areAttributes(inside) ? text.substring(0, brace) : text;
    }

    private static boolean areAttributes(String text) {
        Matcher attribute = ATTRIBUTE.matcher(text);
        int at = 0;
        while (at < text.length()) {
            attribute.region(at, text.length());
            if (!attribute.lookingAt()) {
                return false;
            }
            at = attribute.end();
            if (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
                return false;
            }
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }
        return !text.isEmpty();
    }
}
