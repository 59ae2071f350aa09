package org.openguides.processing.spi;

import java.util.ArrayList;
import java.util.List;

import org.openguides.processing.api.FileType;

/**
 * What a processor found out about one asset. {@link AssetProcessor} tells how the results of several are combined. Immutable.
 *
 * @param type     what the asset is; it counts only if no other processor was called before. Whoever does not know says
 *     {@link FileType#OTHERS}
 * @param outcome  how it came off
 * @param reason   why it failed or was skipped, in one sentence for authors; empty on success
 * @param warnings findings that are no failure, such as broken references, each in one sentence; they go to the run's log,
 *     behind the path of the asset
 * @param changes  what should be written to the asset, whatever the outcome; the last one of several of the same property
 *     counts
 */
public record ItemResult(
        FileType type, Outcome outcome, String reason, List<String> warnings, List<PropertyChange> changes) {

    public ItemResult {
        warnings = List.copyOf(warnings);
        changes = List.copyOf(changes);
    }

    /** An asset that needs no change and has no fault. */
    public static ItemResult success(FileType type) {
        return new ItemResult(type, Outcome.SUCCEEDED, "", List.of(), List.of());
    }

    /** An asset that could not be processed. */
    public static ItemResult failure(FileType type, String reason) {
        return new ItemResult(type, Outcome.FAILED, reason, List.of(), List.of());
    }

    /** An asset that was left alone. */
    public static ItemResult skipped(FileType type, String reason) {
        return new ItemResult(type, Outcome.SKIPPED, reason, List.of(), List.of());
    }

    /** The same with one more change. */
    public ItemResult with(PropertyChange change) {
        List<PropertyChange> all = new ArrayList<>(changes);
        all.add(change);
        return new ItemResult(type, outcome, reason, warnings, all);
    }
}
