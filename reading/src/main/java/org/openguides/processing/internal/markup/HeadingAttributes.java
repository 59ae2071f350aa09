package org.openguides.processing.internal.markup;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Attributes at the end of a heading in the Markdown of DITA-OT: {@code # Set up {#setup .task audience="all"}}. They
 * are not part of the heading's text.
 */
final class HeadingAttributes {

    private static final Pattern ATTRIBUTE =
            Pattern.compile("[#.][^\\s{}\"'=]+|[\\p{L}_:][\\w:.-]*=(?:\"[^\"{}]*\"|'[^'{}]*'|[^\\s{}\"']+)");

    /** Maximum length of an attribute block. */
    private static final int MAX_LENGTH = 1000;

    private HeadingAttributes() {}

    /** Returns a text without trailing attributes. */
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
