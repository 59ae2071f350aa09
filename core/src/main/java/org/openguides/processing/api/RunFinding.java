package org.openguides.processing.api;

import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** One thing that a run has found wrong with an asset. Immutable; each method that adds something returns another finding. */
@ProviderType
public final class RunFinding {

    private final String path;
    private final @Nullable FileType type;
    private final Kind kind;
    private final String reason;
    private final String message;
    private final int line;
    private final int column;

    /** What a finding has led to. */
    public enum Kind {
        /** The asset failed. */
        FAILED,
        /** The asset was left alone. */
        SKIPPED,
        /** Nothing: the asset was processed all the same. */
        WARNING
    }

    private RunFinding(
            String path, @Nullable FileType type, Kind kind, String reason, String message, int line, int column) {
        this.path = path;
        this.type = type;
        this.kind = kind;
        this.reason = reason;
        this.message = message;
        this.line = line;
        this.column = column;
    }

    /** A finding without a message, a type and a place. */
    public RunFinding(String path, Kind kind, String reason) {
        this(path, null, kind, reason, "", 0, 0);
    }

    /** The same on an asset of a type; null if that was not noted. */
    public RunFinding withType(@Nullable FileType ofAsset) {
        return new RunFinding(path, ofAsset, kind, reason, message, line, column);
    }

    /** The same with one sentence for people. */
    public RunFinding withMessage(String sentence) {
        return new RunFinding(path, type, kind, reason, sentence, line, column);
    }

    /** The same at a place in the file: a line and a column, both from 1; 0 if they are not known. */
    public RunFinding at(int newLine, int newColumn) {
        return new RunFinding(path, type, kind, reason, message, newLine, newColumn);
    }

    /** Absolute path of the asset. */
    public String path() {
        return path;
    }

    /** What the asset is; null if that was not noted. */
    public @Nullable FileType type() {
        return type;
    }

    /** What the finding has led to. */
    public Kind kind() {
        return kind;
    }

    /** A code, such as those of {@link Reason}. */
    public String reason() {
        return reason;
    }

    /** One sentence for people, as in the log of the run. */
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
        return other instanceof RunFinding that
                && path.equals(that.path)
                && type == that.type
                && kind == that.kind
                && reason.equals(that.reason)
                && message.equals(that.message)
                && line == that.line
                && column == that.column;
    }

    @Override
    public int hashCode() {
        return Objects.hash(path, type, kind, reason, message, line, column);
    }

    @Override
    public String toString() {
        return kind + " " + path + " (" + type + ") " + reason + " at " + line + ":" + column + ": " + message;
    }
}
