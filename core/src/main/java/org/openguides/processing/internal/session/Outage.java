package org.openguides.processing.internal.session;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Tells whether an error comes from the database or the data store behind a repository: nearly always it does not answer, which passes, and has
 * nothing to do with the asset at hand. It may also refuse what is to be stored; then it goes on to store other things.
 */
public final class Outage {

    /** Of Oak's nodes in a database. No bundle but Oak's own can be wired to it. */
    private static final Set<String> OF_DATABASE =
            Set.of("org.apache.jackrabbit.oak.plugins.document.DocumentStoreException");

    /** Of these and of Oak's data stores. */
    private static final Set<String> SIGNS = Set.of(
            "org.apache.jackrabbit.oak.plugins.document.DocumentStoreException",
            "org.apache.jackrabbit.core.data.DataStoreException");

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
        return has(SIGNS, error);
    }

    /** Whether the error, or what it was caused by, comes from the database: a data store may have lost a single file. */
    public static boolean isOfDatabase(Throwable error) {
        return has(OF_DATABASE, error);
    }

    private static boolean has(Set<String> signs, Throwable error) {
        for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (signs.contains(cause.getClass().getName())) {
                return true;
            }
        }
        return false;
    }
}
