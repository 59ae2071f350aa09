package org.openguides.processing.internal.session;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Recognises commits that a busy store could not merge, as opposed to those that conflict with changes of another
 * session. JCR has one exception for both; Oak distinguishes them by the type of its own {@code CommitFailedException}:
 * {@code Merge} and {@code State}. The former is transient, and not related to any node of the commit.
 */
public final class Contention {

    /** Not imported, since its package has a different version on each platform. */
    private static final String COMMIT_FAILED = "org.apache.jackrabbit.oak.api.CommitFailedException";

    /** Oak's messages begin with source, type and number. */
    private static final Pattern MERGE = Pattern.compile("[A-Za-z]+Merge\\d{4}: .*", Pattern.DOTALL);

    private Contention() {}

    /** Returns whether the error or one of its causes is a commit that could not be merged. */
    public static boolean isContention(Throwable error) {
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
