package org.openguides.processing.internal.session;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import org.jspecify.annotations.Nullable;

/**
 * Tells whether an error comes from the database behind a repository: nearly always it does not answer, which passes, and has
 * nothing to do with the asset at hand. It may also refuse what is to be stored; then it goes on to store other things.
 */
public final class Outage {

    /** Of Oak's nodes in a database. Nobody outside of Oak's bundle can be wired to it. */
    private static final String SIGN = "org.apache.jackrabbit.oak.plugins.document.DocumentStoreException";

    private Outage() {}

    /**
     * Saves a session.
     *
     * @throws RepositoryException if it cannot be saved, also where Oak throws an outage unchecked
     */
    @SuppressWarnings("checkstyle:IllegalCatch")
    public static void save(Session session) throws RepositoryException {
        try {
            session.save();
        } catch (RuntimeException e) {
            if (isOne(e)) {
                throw new RepositoryException("the database of the repository does not answer", e);
            }
            throw e;
        }
    }

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
