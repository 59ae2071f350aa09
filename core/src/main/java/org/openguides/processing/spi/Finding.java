package org.openguides.processing.spi;

import java.util.regex.Pattern;

import org.openguides.processing.api.Reason;

/**
 * What a processor has found wrong with an asset: a code by which findings are grouped and assets are processed again, and a
 * sentence for people. Immutable.
 *
 * @param code    kebab-case, such as {@code key-undefined}; {@link Reason} lists those of this bundle, and processors of other
 *     bundles may use their own
 * @param message one sentence for authors; it goes to the run's log as it is
 * @param line    line in the file, from 1; 0 if the finding has no place
 * @param column  column in the line, from 1; 0 if it is not known
 */
public record Finding(String code, String message, int line, int column) {

    private static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9-]*");
    private static final int LONGEST_CODE = 50;

    /** Nothing was found. */
    public static final Finding NONE = new Finding("none", "", 0, 0);

    /**
     * Checks the code.
     *
     * @throws IllegalArgumentException if the code is not in kebab-case or longer than 50 characters, or the place is negative
     */
    public Finding {
        if (code.length() > LONGEST_CODE
                || !CODE.matcher(code).matches()
                || code.endsWith("-")
                || code.contains("--")) {
            throw new IllegalArgumentException("not a code in kebab-case of at most 50 characters: " + code);
        }
        if (line < 0 || column < 0) {
            throw new IllegalArgumentException("line " + line + ", column " + column);
        }
    }

    /** A finding of a documented kind, without a place. */
    public static Finding of(Reason reason, String message) {
        return new Finding(reason.code(), message, 0, 0);
    }

    /** The same at a place in the file. */
    public Finding at(int newLine, int newColumn) {
        return new Finding(code, message, newLine, newColumn);
    }
}
