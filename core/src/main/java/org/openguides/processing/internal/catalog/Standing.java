package org.openguides.processing.internal.catalog;

/**
 * How the last processing of an asset came off, as far as it tells of the asset as it is now.
 *
 * @param outcome what came of it
 * @param error   why it failed; empty if it did not
 */
public record Standing(Outcome outcome, String error) {

    /** Nothing is known of the asset as it is. */
    public static final Standing UNKNOWN = new Standing(Outcome.NONE, "");

    /** What came of the last processing. */
    public enum Outcome {
        /** It was never processed, or has changed or moved since. */
        NONE,
        SUCCEEDED,
        FAILED
    }

    /** From what processing has left, which may be nonsense. */
    public static Standing of(String outcome, String error) {
        return switch (outcome) {
            case "SUCCEEDED" -> new Standing(Outcome.SUCCEEDED, "");
            case "FAILED" -> new Standing(Outcome.FAILED, error);
            default -> UNKNOWN;
        };
    }

    /** Whether the asset as it is has been processed with success. */
    public boolean isProcessed() {
        return outcome == Outcome.SUCCEEDED;
    }
}
