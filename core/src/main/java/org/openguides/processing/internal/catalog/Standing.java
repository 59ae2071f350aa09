package org.openguides.processing.internal.catalog;

/**
 * How the last processing of an asset came off, as far as it tells of the asset as it is now.
 *
 * @param outcome what came of it
 * @param error   why it failed; empty if it did not
 * @param outdated whether an earlier results version has come to it: it is the outcome of the present content all the same
 */
public record Standing(Outcome outcome, String error, boolean outdated) {

    /** Nothing is known of the asset as it is. */
    public static final Standing UNKNOWN = new Standing(Outcome.NONE, "", false);

    /** What came of the last processing. */
    public enum Outcome {
        /** It was never processed, or has changed or moved since. */
        NONE,
        SUCCEEDED,
        FAILED
    }

    /** From what processing has left, which may be nonsense, or more than this version knows. */
    public static Standing of(String outcome, String error, boolean outdated) {
        return switch (outcome) {
            case "SUCCEEDED" -> new Standing(Outcome.SUCCEEDED, "", outdated);
            case "FAILED" -> new Standing(Outcome.FAILED, error, outdated);
            default -> UNKNOWN;
        };
    }

    /**
     * Whether the asset as it is has been processed with success.
     *
     * @param renewOutdated whether outdated results do not count
     */
    public boolean isProcessed(boolean renewOutdated) {
        return outcome == Outcome.SUCCEEDED && !(renewOutdated && outdated);
    }
}
