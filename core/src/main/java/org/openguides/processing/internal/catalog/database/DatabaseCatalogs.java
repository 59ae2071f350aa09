package org.openguides.processing.internal.catalog.database;

import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.sql.DataSource;

import java.time.Duration;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.catalog.Catalog;
import org.openguides.processing.internal.catalog.CatalogUnavailableException;
import org.openguides.processing.internal.catalog.Catalogs;
import org.openguides.processing.internal.catalog.GoneAssets;
import org.openguides.processing.internal.catalog.Records;
import org.openguides.processing.internal.resolution.Deadline;
import org.openguides.processing.internal.session.Retry;

/** The catalog in a database. */
public final class DatabaseCatalogs implements Catalogs {

    private final Database database;

    /**
     * @param source   the connections, to PostgreSQL or H2; null while there are none
     * @param patience how long a single statement may take
     * @param retry    repeats transactions that got in each other's way
     */
    public DatabaseCatalogs(Supplier<@Nullable DataSource> source, Duration patience, Retry retry) {
        this.database = new Database(source, patience, retry);
    }

    @Override
    public Catalog in(Session session, Deadline deadline) {
        return new DatabaseCatalog(session, database, deadline);
    }

    @Override
    public Records records() {
        return new DatabaseRecords(database);
    }

    @Override
    public GoneAssets goneAssets(Session session) {
        return new StaleRows(session, database);
    }

    @Override
    public boolean isInDatabase() {
        return true;
    }

    @Override
    public String check() throws CatalogUnavailableException {
        try {
            return database.read((handle, dialect) ->
                    "in " + dialect.product() + (new AssetTable(handle, dialect).isEmpty() ? ", and empty" : ""));
        } catch (CatalogUnavailableException e) {
            throw e;
        } catch (RepositoryException e) {
            throw new CatalogUnavailableException("The database of the catalog refuses to be read", e);
        }
    }
}
