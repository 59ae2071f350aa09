package org.openguides.processing.internal.catalog;

/**
 * The outcome of the last processing of an asset, as far as it applies to the current asset.
 *
 * @param outcome  the outcome
 * @param error    why it failed; empty if it did not
 * @param outdated whether it belongs to an earlier results version; it is still the outcome of the current content
 */
public record Standing(Outcome outcome, String error, boolean outdated) {

    /** No outcome applies to the current asset. */
    public static final Standing UNKNOWN = new Standing(Outcome.NONE, "", false);

    /** The outcome of the last processing. */
    public enum Outcome {
        /** The asset was never processed, or was changed or moved since. */
        NONE,
        SUCCEEDED,
        FAILED
    }

    /** Parses stored values, which may be arbitrary text or from a later version. */
    public static Standing of(String outcome, String error, boolean outdated) {
        return switch (outcome) {
            case "SUCCEEDED" -> new Standing(Outcome.SUCCEEDED, "", outdated);
            case "FAILED" -> new Standing(Outcome.FAILED, error, outdated);
            default -> UNKNOWN;
        };
    }

    /**
     * Returns whether processing the current asset has failed.
     *
     * @param renewOutdated whether outdated results count as not processed
     */
    public boolean hasFailed(boolean renewOutdated) {
        return outcome == Outcome.FAILED && !(renewOutdated && outdated);
    }

    /**
     * Returns whether the current asset was processed successfully.
     *
     * @param renewOutdated whether outdated results count as not processed
     */
    public boolean isProcessed(boolean renewOutdated) {
        return outcome == Outcome.SUCCEEDED && !(renewOutdated && outdated);
    }
}
