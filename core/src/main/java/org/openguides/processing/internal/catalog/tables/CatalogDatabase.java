package org.openguides.processing.internal.catalog.tables;

import java.time.Duration;
import java.util.function.Supplier;

/** The service of the optional bundle that stores the catalog in a database. Safe for use by multiple threads. */
public interface CatalogDatabase {

    /** The retry policy of a transaction after conflicts with others. For one thread. */
    @FunctionalInterface
    interface Attempts {

        /** Waits before the next attempt; returns whether to retry. */
        boolean again();
    }

    /**
     * Prepares the use of a database without connecting to it. The data source may be registered and unregistered at
     * any time.
     *
     * @param dataSource {@code datasource.name} of the service that provides the connections
     * @param limit      timeout for one statement
     * @param attempts   creates the retry policy of a transaction
     * @return tables, to be closed by the caller
     * @throws IllegalArgumentException if the name is not valid for a data source
     */
    CatalogTables open(String dataSource, Duration limit, Supplier<Attempts> attempts);
}
