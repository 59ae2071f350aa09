package org.openguides.processing.internal.session;

import org.jspecify.annotations.Nullable;

/**
 * Tells whether an error means that the database behind a repository does not answer, which passes, and has nothing to do
 * with the asset at hand.
 */
public final class Outage {

    /** Of Oak's nodes in a database. Nobody outside of Oak's bundle can be wired to it. */
    private static final String SIGN = "org.apache.jackrabbit.oak.plugins.document.DocumentStoreException";

    private Outage() {}

    /** Whether the error, or what it was caused by, is one. */
    public static boolean isOne(Throwable error) {
        for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause.getClass().getName().equals(SIGN)) {
                return true;
            }
        }
        return false;
    }
}
