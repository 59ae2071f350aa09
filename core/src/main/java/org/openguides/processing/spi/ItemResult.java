package org.openguides.processing.spi;

import java.util.ArrayList;
import java.util.List;

import org.openguides.processing.api.FileType;
import org.openguides.processing.api.Reason;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The result of a processor for one asset. {@link AssetProcessor} defines how the results of several processors are
 * combined. Immutable; methods that add details return a new result.
 */
@ProviderType
public final class ItemResult {

    private final FileType type;
    private final Outcome outcome;
    private final Finding reason;
    private final List<Finding> warnings;
    private final List<PropertyChange> changes;

    private ItemResult(
            FileType type, Outcome outcome, Finding reason, List<Finding> warnings, List<PropertyChange> changes) {
        this.type = type;
        this.outcome = outcome;
        this.reason = reason;
        this.warnings = List.copyOf(warnings);
        this.changes = List.copyOf(changes);
    }

    /**
     * Returns the result for an asset without a problem and without changes.
     *
     * @param type type of the asset; used only if no other processor was called before. A processor that does not know
     *     the type returns {@link FileType#OTHERS}
     */
    public static ItemResult success(FileType type) {
        return new ItemResult(type, Outcome.SUCCEEDED, Finding.NONE, List.of(), List.of());
    }

    /** Returns the result for an asset that could not be processed. */
    public static ItemResult failure(FileType type, Finding reason) {
        return new ItemResult(type, Outcome.FAILED, reason, List.of(), List.of());
    }

    /**
     * Returns the result for an asset that could not be processed, with {@link Reason#OTHER}; the reason is one
     * sentence for authors.
     */
    public static ItemResult failure(FileType type, String reason) {
        return failure(type, Finding.of(Reason.OTHER, reason));
    }

    /** Returns the result for an asset that was skipped. */
    public static ItemResult skipped(FileType type, Finding reason) {
        return new ItemResult(type, Outcome.SKIPPED, reason, List.of(), List.of());
    }

    /**
     * Returns the result for an asset that was skipped, with {@link Reason#OTHER}; the reason is one sentence for
     * authors.
     */
    public static ItemResult skipped(FileType type, String reason) {
        return skipped(type, Finding.of(Reason.OTHER, reason));
    }

    /** Returns the type of the asset. */
    public FileType type() {
        return type;
    }

    /** Returns the outcome of the asset. */
    public Outcome outcome() {
        return outcome;
    }

    /** Returns why the asset failed or was skipped; {@link Finding#NONE} on success. */
    public Finding reason() {
        return reason;
    }

    /**
     * Returns findings that are not failures, such as broken references; they are written to the log of the run after
     * the path of the asset.
     */
    public List<Finding> warnings() {
        return warnings;
    }

    /**
     * Returns the changes to write to the asset, regardless of the outcome; the last change of a property takes
     * precedence.
     */
    public List<PropertyChange> changes() {
        return changes;
    }

    /** Returns a result with an additional change. */
    public ItemResult with(PropertyChange change) {
        return with(List.of(change));
    }

    /** Returns a result with additional changes. */
    public ItemResult with(List<PropertyChange> more) {
        return new ItemResult(type, outcome, reason, warnings, both(changes, more));
    }

    /** Returns a result with an additional warning. */
    public ItemResult withWarning(Finding warning) {
        return withWarnings(List.of(warning));
    }

    /** Returns a result with additional warnings. */
    public ItemResult withWarnings(List<Finding> more) {
        return new ItemResult(type, outcome, reason, both(warnings, more), changes);
    }

    /** Returns a result with only the given changes. */
    public ItemResult withChanges(List<PropertyChange> only) {
        return new ItemResult(type, outcome, reason, warnings, only);
    }

    /** Combines this result with that of the next processor, as defined by {@link AssetProcessor}. */
    public ItemResult and(ItemResult next) {
        ItemResult decisive = outcome == Outcome.SUCCEEDED ? next : this;
        return new ItemResult(
                type, decisive.outcome, decisive.reason, both(warnings, next.warnings), both(changes, next.changes));
    }

    private static <T> List<T> both(List<T> some, List<T> more) {
        List<T> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    @Override
    public String toString() {
        return outcome + " " + type + " " + reason + " warnings=" + warnings + " changes=" + changes;
    }
}
