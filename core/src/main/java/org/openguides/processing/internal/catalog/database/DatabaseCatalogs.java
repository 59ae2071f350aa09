package org.openguides.processing.internal.catalog.database;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.catalog.Catalog;
import org.openguides.processing.internal.catalog.CatalogUnavailableException;
import org.openguides.processing.internal.catalog.Catalogs;
import org.openguides.processing.internal.catalog.GoneAssets;
import org.openguides.processing.internal.catalog.Records;
import org.openguides.processing.internal.catalog.tables.CatalogTables;
import org.openguides.processing.internal.resolution.Deadline;

/** The catalog in a database: rows in tables of the optional bundle, each of which must be confirmed by its asset. */
public final class DatabaseCatalogs implements Catalogs {

    private final PresentTables tables;

    /** @param tables the tables; null while the bundle is absent */
    public DatabaseCatalogs(Supplier<@Nullable CatalogTables> tables) {
        this.tables = new PresentTables(tables);
    }

    @Override
    public Catalog in(Session session, Deadline deadline) {
        return new DatabaseCatalog(session, tables, deadline);
    }

    @Override
    public Records records() {
        return new DatabaseRecords(tables);
    }

    @Override
    public GoneAssets goneAssets(Session session) {
        return new StaleRows(session, tables);
    }

    @Override
    public boolean isInDatabase() {
        return true;
    }

    @Override
    public String check() throws CatalogUnavailableException {
        try {
            return "in " + tables.ask(CatalogTables::check);
        } catch (CatalogUnavailableException e) {
            throw e;
        } catch (RepositoryException e) {
            throw new CatalogUnavailableException("The database of the catalog refuses to be read", e);
        }
    }
}
