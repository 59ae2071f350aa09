package org.openguides.processing.spi;

import java.util.ArrayList;
import java.util.List;

import org.openguides.processing.api.FileType;
import org.openguides.processing.api.Reason;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a processor found out about one asset. {@link AssetProcessor} tells how the results of several are combined. Immutable;
 * each method that adds something returns another result.
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
     * An asset that needs no change and has no fault.
     *
     * @param type what the asset is; it counts only if no other processor was called before. A processor that does not know says
     *     {@link FileType#OTHERS}
     */
    public static ItemResult success(FileType type) {
        return new ItemResult(type, Outcome.SUCCEEDED, Finding.NONE, List.of(), List.of());
    }

    /** An asset that could not be processed. */
    public static ItemResult failure(FileType type, Finding reason) {
        return new ItemResult(type, Outcome.FAILED, reason, List.of(), List.of());
    }

    /** An asset that could not be processed, for {@link Reason#OTHER}; the reason is one sentence for authors. */
    public static ItemResult failure(FileType type, String reason) {
        return failure(type, Finding.of(Reason.OTHER, reason));
    }

    /** An asset that was left alone. */
    public static ItemResult skipped(FileType type, Finding reason) {
        return new ItemResult(type, Outcome.SKIPPED, reason, List.of(), List.of());
    }

    /** An asset that was left alone, for {@link Reason#OTHER}; the reason is one sentence for authors. */
    public static ItemResult skipped(FileType type, String reason) {
        return skipped(type, Finding.of(Reason.OTHER, reason));
    }

    /** What the asset is. */
    public FileType type() {
        return type;
    }

    /** How the asset came off. */
    public Outcome outcome() {
        return outcome;
    }

    /** Why it failed or was skipped; {@link Finding#NONE} on success. */
    public Finding reason() {
        return reason;
    }

    /** Findings that are no failure, such as broken references; they go to the run's log, behind the path of the asset. */
    public List<Finding> warnings() {
        return warnings;
    }

    /** What should be written to the asset, whatever the outcome; the last one of several of the same property counts. */
    public List<PropertyChange> changes() {
        return changes;
    }

    /** The same with one more change. */
    public ItemResult with(PropertyChange change) {
        return with(List.of(change));
    }

    /** The same with more changes. */
    public ItemResult with(List<PropertyChange> more) {
        return new ItemResult(type, outcome, reason, warnings, both(changes, more));
    }

    /** The same with one more warning. */
    public ItemResult withWarning(Finding warning) {
        return withWarnings(List.of(warning));
    }

    /** The same with more warnings. */
    public ItemResult withWarnings(List<Finding> more) {
        return new ItemResult(type, outcome, reason, both(warnings, more), changes);
    }

    /** The same without those changes that are not wanted. */
    public ItemResult withChanges(List<PropertyChange> only) {
        return new ItemResult(type, outcome, reason, warnings, only);
    }

    /** What this and the result of the next processor say together, as {@link AssetProcessor} promises. */
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
