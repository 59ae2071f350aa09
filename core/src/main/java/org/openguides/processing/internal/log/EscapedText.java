package org.openguides.processing.internal.log;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text of untrusted files and requests in logs. Characters that could end a line, control a terminal or reverse the text are escaped as in Java
 * source: {@code \n}, {@code \r}, {@code \t}, otherwise {@code \}{@code u001b}. A backslash is doubled, so a single one always starts an escape
 * sequence.
 */
public final class EscapedText {

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{4}");

    private EscapedText() {}

    /** Returns the escaped text. */
    public static String of(String text) {
        if (text.codePoints().allMatch(character -> character != '\\' && isHarmless(character))) {
            return text;
        }
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(character -> append(escaped, character));
        return escaped.toString();
    }

    /** Returns whether the text has no character that must be escaped; a backslash is none. */
    static boolean isHarmless(String text) {
        return text.codePoints().allMatch(EscapedText::isHarmless);
    }

    /** Appends a character, escaped if necessary. */
    public static void append(StringBuilder text, int character) {
        switch (character) {
            case '\\' -> text.append("\\\\");
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            default -> {
                if (isHarmless(character)) {
                    text.appendCodePoint(character);
                } else {
                    for (char unit : Character.toChars(character)) {
                        text.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                    }
                }
            }
        }
    }

    private static boolean isHarmless(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.FORMAT,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }

    /** Reverts the escaping; returns a text with invalid escapes unchanged. */
    public static String unescaped(String escaped) {
        if (escaped.indexOf('\\') < 0) {
            return escaped;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < escaped.length(); i++) {
            char character = escaped.charAt(i);
            if (character != '\\' || i + 1 == escaped.length()) {
                text.append(character);
                continue;
            }
            char code = escaped.charAt(++i);
            switch (code) {
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                case 'u' -> {
                    Matcher hex = HEX.matcher(escaped).region(i + 1, escaped.length());
                    if (hex.lookingAt()) {
                        text.append((char) Integer.parseInt(hex.group(), 16));
                        i = hex.end() - 1;
                    }
                }
                default -> text.append(code);
            }
        }
        return text.toString();
    }
}
