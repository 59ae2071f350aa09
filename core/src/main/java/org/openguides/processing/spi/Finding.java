package org.openguides.processing.spi;

import java.util.Objects;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.Reason;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a processor has found wrong with an asset: a code by which findings are grouped and assets are processed again, and a
 * sentence for people. Immutable.
 */
@ProviderType
public final class Finding {

    private static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9-]*");
    private static final int LONGEST_CODE = 50;

    /** Nothing was found. */
    public static final Finding NONE = new Finding("none", "");

    private final String code;
    private final String message;
    private final int line;
    private final int column;

    /**
     * A finding without a place.
     *
     * @param code    kebab-case, such as {@code key-undefined}; {@link Reason} lists those of this bundle, and processors of other
     *     bundles may use their own
     * @param message one sentence for authors; it goes to the run's log as it is
     * @throws IllegalArgumentException if the code is not in kebab-case or longer than 50 characters
     */
    public Finding(String code, String message) {
        this(code, message, 0, 0);
    }

    private Finding(String code, String message, int line, int column) {
        if (code.length() > LONGEST_CODE
                || !CODE.matcher(code).matches()
                || code.endsWith("-")
                || code.contains("--")) {
            throw new IllegalArgumentException("not a code in kebab-case of at most 50 characters: " + code);
        }
        if (line < 0 || column < 0) {
            throw new IllegalArgumentException("line " + line + ", column " + column);
        }
        this.code = code;
        this.message = message;
        this.line = line;
        this.column = column;
    }

    /** A finding of a documented kind, without a place. */
    public static Finding of(Reason reason, String message) {
        return new Finding(reason.code(), message);
    }

    /**
     * The same at a place in the file.
     *
     * @param newLine   from 1; 0 if the finding has no place
     * @param newColumn from 1; 0 if it is not known
     * @throws IllegalArgumentException if one of them is negative
     */
    public Finding at(int newLine, int newColumn) {
        return new Finding(code, message, newLine, newColumn);
    }

    /** The code by which findings are grouped. */
    public String code() {
        return code;
    }

    /** One sentence for authors. */
    public String message() {
        return message;
    }

    /** Line in the file, from 1; 0 if the finding has no place. */
    public int line() {
        return line;
    }

    /** Column in the line, from 1; 0 if it is not known. */
    public int column() {
        return column;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Finding that
                && code.equals(that.code)
                && message.equals(that.message)
                && line == that.line
                && column == that.column;
    }

    @Override
    public int hashCode() {
        return Objects.hash(code, message, line, column);
    }

    @Override
    public String toString() {
        return code + " at " + line + ":" + column + ": " + message;
    }
}
