package org.openguides.processing.spi;

import java.util.Objects;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.Reason;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A problem that a processor has found with an asset: a code, by which findings are grouped and assets are selected to
 * be processed again, and a sentence for users. Immutable.
 */
@ProviderType
public final class Finding {

    private static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9-]*");
    private static final int LONGEST_CODE = 50;

    /** The absence of a finding. */
    public static final Finding NONE = new Finding("none", "");

    private final String code;
    private final String message;
    private final int line;
    private final int column;

    /**
     * Creates a finding without a position.
     *
     * @param code    code in kebab-case, such as {@code key-undefined}; {@link Reason} lists those of this bundle, and
     *     processors of other bundles may define their own
     * @param message one sentence for authors, written to the log of the run unchanged
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

    /** Creates a finding for a documented reason, without a position. */
    public static Finding of(Reason reason, String message) {
        return new Finding(reason.code(), message);
    }

    /**
     * Returns a finding with a position in the file.
     *
     * @param newLine   line from 1; 0 if the finding has no position
     * @param newColumn column from 1; 0 if it is unknown
     * @throws IllegalArgumentException if one of them is negative
     */
    public Finding at(int newLine, int newColumn) {
        return new Finding(code, message, newLine, newColumn);
    }

    /** Returns the code by which findings are grouped. */
    public String code() {
        return code;
    }

    /** Returns the message, one sentence for authors. */
    public String message() {
        return message;
    }

    /** Returns the line in the file, from 1; 0 if the finding has no position. */
    public int line() {
        return line;
    }

    /** Returns the column in the line, from 1; 0 if it is unknown. */
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
