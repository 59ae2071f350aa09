package org.openguides.processing.api;

import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** A problem that a run has found with an asset. Immutable; methods that add details return a new finding. */
@ProviderType
public final class RunFinding {

    private final String path;
    private final @Nullable FileType type;
    private final Kind kind;
    private final String reason;
    private final String message;
    private final int line;
    private final int column;

    /** The effect of a finding. */
    public enum Kind {
        /** The asset failed. */
        FAILED,
        /** The asset was skipped. */
        SKIPPED,
        /** No effect: the asset was processed nevertheless. */
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

    /** Creates a finding without a message, a type and a position. */
    public RunFinding(String path, Kind kind, String reason) {
        this(path, null, kind, reason, "", 0, 0);
    }

    /** Returns a finding with the type of the asset; null if it was not recorded. */
    public RunFinding withType(@Nullable FileType ofAsset) {
        return new RunFinding(path, ofAsset, kind, reason, message, line, column);
    }

    /** Returns a finding with a message, one sentence for users. */
    public RunFinding withMessage(String sentence) {
        return new RunFinding(path, type, kind, reason, sentence, line, column);
    }

    /** Returns a finding with a position in the file: line and column, both from 1; 0 if they are unknown. */
    public RunFinding at(int newLine, int newColumn) {
        return new RunFinding(path, type, kind, reason, message, newLine, newColumn);
    }

    /** Returns the absolute path of the asset. */
    public String path() {
        return path;
    }

    /** Returns the type of the asset; null if it was not recorded. */
    public @Nullable FileType type() {
        return type;
    }

    /** Returns the effect of the finding. */
    public Kind kind() {
        return kind;
    }

    /** Returns the code of the reason, such as those of {@link Reason}. */
    public String reason() {
        return reason;
    }

    /** Returns the message, one sentence as in the log of the run. */
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
