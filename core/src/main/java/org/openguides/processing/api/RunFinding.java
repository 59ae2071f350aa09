package org.openguides.processing.api;

import org.jspecify.annotations.Nullable;

/**
 * One thing that a run has found wrong with an asset. Immutable.
 *
 * @param path    of the asset, absolute
 * @param type    what the asset is; null if that was not noted
 * @param kind    what the finding has led to
 * @param reason  a code, such as those of {@link Reason}
 * @param message one sentence for people, as in the log of the run
 * @param line    in the file, from 1; 0 if the finding has no place
 * @param column  in the line, from 1; 0 if it is not known
 */
public record RunFinding(
        String path, @Nullable FileType type, Kind kind, String reason, String message, int line, int column) {

    /** What a finding has led to. */
    public enum Kind {
        /** The asset failed. */
        FAILED,
        /** The asset was left alone. */
        SKIPPED,
        /** Nothing: the asset was processed all the same. */
        WARNING
    }
}
