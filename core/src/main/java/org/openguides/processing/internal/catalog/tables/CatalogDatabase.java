package org.openguides.processing.internal.catalog.tables;

import java.time.Duration;
import java.util.function.Supplier;

/** The service of the optional bundle that keeps the catalog in a database. Safe for use by many threads. */
public interface CatalogDatabase {

    /** Decides how often a transaction is repeated that was in conflict with another one. For one thread. */
    @FunctionalInterface
    interface Attempts {

        /** Waits for a moment; returns whether to try once more. */
        boolean again();
    }

    /**
     * Prepares the use of a database; nothing is connected yet. The data source may come and go.
     *
     * @param dataSource {@code datasource.name} of the service that provides the connections
     * @param limit      how long the database may take for one statement
     * @param attempts   a new one for each transaction
     * @return tables that the caller closes
     * @throws IllegalArgumentException if there can be no data source of this name
     */
    CatalogTables open(String dataSource, Duration limit, Supplier<Attempts> attempts);
}
