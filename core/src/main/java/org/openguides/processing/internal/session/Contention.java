package org.openguides.processing.internal.session;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Tells a commit that the store could not merge beside the commits of others, as it is busy, from one that contradicts what another
 * session has saved. JCR has one exception for both; Oak tells them apart by the type of its own ({@code CommitFailedException}),
 * {@code Merge} and {@code State}. The first has nothing to do with any node of the commit, and passes.
 */
public final class Contention {

    /** No import: its package has a version of its own on each platform. */
    private static final String COMMIT_FAILED = "org.apache.jackrabbit.oak.api.CommitFailedException";

    /** As its messages begin: source, type and number. */
    private static final Pattern MERGE = Pattern.compile("[A-Za-z]+Merge\\d{4}: .*", Pattern.DOTALL);

    private Contention() {}

    /** Whether the error, or what it was caused by, is a commit that could not be merged. */
    public static boolean isOne(Throwable error) {
        for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (isCommitFailed(cause)
                    && MERGE.matcher(String.valueOf(cause.getMessage())).matches()) {
                return true;
            }
        }
        return false;
    }

    private static boolean isCommitFailed(Throwable error) {
        for (@Nullable Class<?> type = error.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getName().equals(COMMIT_FAILED)) {
                return true;
            }
        }
        return false;
    }
}
