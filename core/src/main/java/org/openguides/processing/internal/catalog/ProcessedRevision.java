package org.openguides.processing.internal.catalog;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.openguides.processing.api.FileType;
import org.openguides.processing.internal.asset.AssetNode;

/**
 * The content revision and the results version to which the state of an asset belongs. Stored as one text in
 * {@link AssetState#REVISION}: the revision of the content, followed by {@code @} and the results version unless that
 * is the first one.
 *
 * @param content {@link AssetNode#revision()} of the asset when it was processed
 * @param results results version of the bundle that processed it
 */
public record ProcessedRevision(String content, long results) {

    private static final long FIRST = 1;

    /**
     * A content revision contains {@code @} only before its hyphen, so it cannot be mistaken for one with a version.
     */
    private static final Pattern WITH_RESULTS = Pattern.compile("(.*)@(\\d{1,18})", Pattern.DOTALL);

    /**
     * Must be incremented by a change after which processing an unchanged asset may write other facts, another outcome
     * or other properties, and by no other change, since runs then process all assets again. A new extension of a
     * {@link FileType} counts by itself.
     */
    private static final long CHANGES = 5;

    /** Number of extensions of all file types when they were first counted. */
    private static final long FIRST_EXTENSIONS = 10;

    private static final long LATEST = CHANGES + extensions() - FIRST_EXTENSIONS;

    private static long extensions() {
        return Arrays.stream(FileType.values())
                .mapToLong(type -> type.extensions().size())
                .sum();
    }

    /**
     * The results version of this bundle: the number of changes of results. Each extension that a file type gets is
     * one, as files with it had another type before.
     */
    static long latestResults() {
        return LATEST;
    }

    /** Returns the revision for state that this bundle writes. */
    public static ProcessedRevision now(String content) {
        return new ProcessedRevision(content, latestResults());
    }

    /** Parses the text of any version. */
    public static ProcessedRevision parse(String text) {
        Matcher parts = WITH_RESULTS.matcher(text);
        return parts.matches()
                ? new ProcessedRevision(parts.group(1), Long.parseLong(parts.group(2)))
                : new ProcessedRevision(text, FIRST);
    }

    /** Returns the text to store. */
    public String text() {
        return results == FIRST ? content : content + "@" + results;
    }

    /** Returns whether this bundle may produce other results. Results of a later version are not outdated. */
    public boolean isOutdated() {
        return results < latestResults();
    }
}
