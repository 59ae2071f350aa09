package org.openguides.catalog.database;

import java.sql.SQLException;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.catalog.tables.CatalogTablesException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What went wrong in a database, by the classes of the SQLSTATE of the SQL standard and of PostgreSQL. */
final class Faults {

    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

    /** Data exception, integrity constraint violation, and what is too large for an index. */
    private static final Set<String> OF_THE_DATA = Set.of("22", "23", "54");

    /** Transactions that have got in each other's way; H2 tells of a lock that it did not get in time. */
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01", "55P03", "HYT00", "23505");

    private Faults() {}

    /** Whether the transaction is likely to succeed when it is repeated. */
    static boolean isConflict(Exception e) {
        return CONFLICTS.contains(state(e));
    }

    /**
     * What to report: a refusal if the database refuses what it was given. Anything else counts as a database that cannot be
     * used, as only an administrator can mend it.
     */
    static CatalogTablesException told(Exception e, CircuitBreaker breaker) {
        String state = state(e);
        if (state.length() == 5 && OF_THE_DATA.contains(state.substring(0, 2))) {
            return new CatalogTablesException("the database of the catalog refuses it, SQLSTATE " + state, true, e);
        }
        if (breaker.begins()) {
            LOG.warn("The database of the catalog cannot be used", e);
        }
        return breaker.told(e);
    }

    /** Empty if none is known. */
    private static String state(Exception e) {
        @Nullable Throwable cause = e;
        while (cause != null) {
            if (cause instanceof SQLException told && told.getSQLState() != null) {
                return told.getSQLState();
            }
            cause = cause.getCause();
        }
        return "";
    }
}
