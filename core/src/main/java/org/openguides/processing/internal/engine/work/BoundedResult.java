package org.openguides.processing.internal.engine.work;

import java.util.ArrayList;
import java.util.List;

import org.openguides.processing.api.Reason;
import org.openguides.processing.spi.Finding;
import org.openguides.processing.spi.ItemResult;

/**
 * Limits what processors of other bundles report about an asset, since it is held in memory for a batch and stored in
 * the log.
 */
final class BoundedResult {

    /** Maximum number of warnings by one processor about one asset. */
    static final int WARNINGS = 100;

    /** Maximum number of characters of a reason or warning. */
    static final int CHARACTERS = 2_000;

    private BoundedResult() {}

    /** Returns the result itself if it is within the limits, otherwise a truncated one. */
    static ItemResult of(ItemResult result) {
        boolean fits = result.warnings().size() <= WARNINGS
                && isShort(result.reason())
                && result.warnings().stream().allMatch(BoundedResult::isShort);
        if (fits) {
            return result;
        }
        List<Finding> warnings = new ArrayList<>();
        result.warnings().stream().limit(WARNINGS).map(BoundedResult::cut).forEach(warnings::add);
        if (result.warnings().size() > WARNINGS) {
            warnings.add(Finding.of(
                    Reason.OTHER,
                    "a processor has more warnings than these " + WARNINGS + ", which are not listed individually"));
        }
        ItemResult without =
                switch (result.outcome()) {
                    case SUCCEEDED -> ItemResult.success(result.type());
                    case FAILED -> ItemResult.failure(result.type(), cut(result.reason()));
                    case SKIPPED -> ItemResult.skipped(result.type(), cut(result.reason()));
                };
        return without.withWarnings(warnings).with(result.changes());
    }

    private static boolean isShort(Finding finding) {
        return finding.message().length() <= CHARACTERS;
    }

    private static Finding cut(Finding finding) {
        return isShort(finding)
                ? finding
                : new Finding(finding.code(), finding.message().substring(0, CHARACTERS) + "…")
                        .at(finding.line(), finding.column());
    }
}
