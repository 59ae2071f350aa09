package org.openguides.processing.internal.catalog;

import javax.jcr.Session;

import org.openguides.processing.internal.resolution.Deadline;
import org.openguides.processing.internal.resolution.TooComplexException;

/** The catalog as it is kept: opens views of it, and takes what processing finds out. Safe for use by many threads. */
public interface Catalogs {

    /** The catalog as the session may see it; lives as long as the session and belongs to its thread. */
    default Catalog in(Session session) {
        return in(session, Deadline.NONE);
    }

    /**
     * The same for a request.
     *
     * @param deadline when the catalog refuses to go on, with a {@link TooComplexException}
     */
    Catalog in(Session session, Deadline deadline);

    /** What the assets of one batch leave in the catalog; nothing yet. */
    Records records();

    /** Whether it is kept in a database, and not with the assets. */
    default boolean isInDatabase() {
        return false;
    }

    /** Forgets assets that are gone, as the session sees them; does nothing where what is known of them is on them. */
    default GoneAssets goneAssets(Session session) {
        return (folder, movedTo, after, before) -> null;
    }

    /**
     * Tries whether it can be reached.
     *
     * @return where it is kept, for an administrator
     */
    String check() throws CatalogUnavailableException;
}
