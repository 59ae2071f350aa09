package org.openguides.processing.internal.catalog;

import javax.jcr.Session;

import org.openguides.processing.internal.resolution.Deadline;
import org.openguides.processing.internal.resolution.TooComplexException;

/**
 * The backend of the catalog: opens views of it and stores the results of processing. Safe for use by multiple threads.
 */
public interface Catalogs {

    /** Returns the catalog with the permissions of the session; bound to the lifetime and the thread of the session. */
    default Catalog in(Session session) {
        return in(session, Deadline.NONE);
    }

    /**
     * Returns the catalog for a request.
     *
     * @param deadline time after which the catalog fails with a {@link TooComplexException}
     */
    Catalog in(Session session, Deadline deadline);

    /** Creates an empty set of records for the assets of a batch. */
    Records records();

    /** Returns whether the catalog is stored in a database instead of on the assets. */
    default boolean isInDatabase() {
        return false;
    }

    /**
     * Removes assets that do not exist any more, as seen by the session; has no effect if the facts are stored on the
     * assets.
     */
    default GoneAssets goneAssets(Session session) {
        return (folder, movedTo, after, before) -> null;
    }

    /**
     * Checks whether the catalog is available.
     *
     * @return the location of the catalog, for administrators
     */
    String check() throws CatalogUnavailableException;
}
