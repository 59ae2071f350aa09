package org.openguides.processing.internal.catalog.database;

import javax.jcr.RepositoryException;
import javax.jcr.nodetype.ConstraintViolationException;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.catalog.CatalogNotInstalledException;
import org.openguides.processing.internal.catalog.CatalogUnavailableException;
import org.openguides.processing.internal.catalog.tables.CatalogTables;
import org.openguides.processing.internal.catalog.tables.CatalogTablesException;

/**
 * The tables of the catalog, which belong to an optional bundle that may be started and stopped at any time.
 * Distinguishes an absent bundle from an unavailable database, and both from data that the database rejects. Safe for
 * use by multiple threads.
 */
final class PresentTables {

    private final Supplier<@Nullable CatalogTables> source;

    /** @param source the tables; null while the bundle is absent */
    PresentTables(Supplier<@Nullable CatalogTables> source) {
        this.source = source;
    }

    /** Reads the tables. */
    @FunctionalInterface
    interface Question<T> {
        T of(CatalogTables tables) throws CatalogTablesException;
    }

    /** Changes the tables. */
    @FunctionalInterface
    interface Change {
        void in(CatalogTables tables) throws CatalogTablesException;
    }

    /**
     * Changes the tables.
     *
     * @throws CatalogUnavailableException if a retry may succeed
     * @throws ConstraintViolationException if the database rejects the data
     */
    void change(Change change) throws RepositoryException {
        ask(tables -> {
            change.in(tables);
            return true;
        });
    }

    /**
     * Reads the tables.
     *
     * @throws CatalogUnavailableException if a retry may succeed
     * @throws ConstraintViolationException if the database rejects the data
     */
    <T> T ask(Question<T> question) throws RepositoryException {
        CatalogTables present = source.get();
        if (present == null) {
            throw new CatalogNotInstalledException();
        }
        try {
            return question.of(present);
        } catch (CatalogTablesException e) {
            String message = String.valueOf(e.getMessage());
            throw e.isRefusal()
                    ? new ConstraintViolationException(message, e)
                    : new CatalogUnavailableException(message, e);
        } catch (LinkageError | IllegalStateException e) {
            // If the bundle was uninstalled or updated during the call, it cannot load classes or get services any
            // more.
            if (source.get() == present) {
                throw e;
            }
            throw new CatalogUnavailableException("The bundle of the database catalog was stopped during a call", e);
        }
    }
}
