package org.openguides.processing.internal.session;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Recognises errors of the database or data store behind a repository. Usually the backend is unavailable, which is
 * transient and not related to the present asset. It may also reject a particular value while it continues to store
 * others.
 */
public final class Outage {

    /** Exception of Oak's document store. Compared by name, since only Oak's own bundles can be wired to it. */
    private static final Set<String> OF_DATABASE =
            Set.of("org.apache.jackrabbit.oak.plugins.document.DocumentStoreException");

    /** The exceptions of document and data stores. */
    private static final Set<String> SIGNS = Set.of(
            "org.apache.jackrabbit.oak.plugins.document.DocumentStoreException",
            "org.apache.jackrabbit.core.data.DataStoreException");

    private Outage() {}

    /**
     * Saves a session.
     *
     * @throws RepositoryException if it cannot be saved, also if Oak reports an outage as an unchecked exception
     */
    @SuppressWarnings("checkstyle:IllegalCatch")
    public static void save(Session session) throws RepositoryException {
        try {
            session.save();
        } catch (RuntimeException e) {
            if (isOutage(e)) {
                throw new RepositoryException("the database of the repository does not respond", e);
            }
            throw e;
        }
    }

    /** Returns whether the error or one of its causes is an outage. */
    public static boolean isOutage(Throwable error) {
        return has(SIGNS, error);
    }

    /**
     * Returns whether the error or one of its causes is an error of the database, rather than of a data store, which
     * may have lost a single file.
     */
    public static boolean isDatabaseOutage(Throwable error) {
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
