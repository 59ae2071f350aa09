package org.openguides.processing.internal.catalog;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.openguides.processing.internal.asset.AssetNode;

/**
 * What an asset's state belongs to: a content of the asset, and a version of what processing finds out. Kept as one text in
 * {@link AssetState#REVISION}: the revision of the content, and behind an {@code @} the results version, but for the first one.
 *
 * @param content {@link AssetNode#revision()} of the asset when it was processed
 * @param results the results version of the bundle that processed it
 */
public record ProcessedRevision(String content, long results) {

    private static final long FIRST = 1;

    /** The revision of a content has no {@code @} but in front of its hyphen: it cannot be taken for one with a version. */
    private static final Pattern WITH_RESULTS = Pattern.compile("(.*)@(\\d{1,18})", Pattern.DOTALL);

    /**
     * The results version of this bundle. It is raised, by one, by a change after which the processing of an asset that has not
     * changed may write other facts, another outcome or other properties than before; and by no other change, for runs process
     * all assets again then.
     */
    static long latestResults() {
        return 3;
    }

    /** What the state belongs to that this bundle writes now. */
    public static ProcessedRevision now(String content) {
        return new ProcessedRevision(content, latestResults());
    }

    /** What a text belongs to that any version has written. */
    public static ProcessedRevision parse(String text) {
        Matcher parts = WITH_RESULTS.matcher(text);
        return parts.matches()
                ? new ProcessedRevision(parts.group(1), Long.parseLong(parts.group(2)))
                : new ProcessedRevision(text, FIRST);
    }

    /** As it is kept. */
    public String text() {
        return results == FIRST ? content : content + "@" + results;
    }

    /** Whether this bundle might come to other results. Those of a later version are not outdated. */
    public boolean isOutdated() {
        return results < latestResults();
    }
}
