package org.openguides.catalog.database;

import java.sql.SQLException;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.catalog.tables.CatalogTablesException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Classifies failures of a database by the SQLSTATE classes of the SQL standard and of PostgreSQL. */
final class Faults {

    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

    /** Data exception, integrity constraint violation, and values that are too large for an index. */
    private static final Set<String> OF_THE_DATA = Set.of("22", "23", "54");

    /** Conflicts between transactions; H2 reports a lock timeout. */
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01", "55P03", "HYT00", "23505");

    private Faults() {}

    /** Returns whether the transaction is likely to succeed if it is retried. */
    static boolean isConflict(Exception e) {
        return CONFLICTS.contains(state(e));
    }

    /**
     * Returns the exception to report: a refusal if the database rejects the data. Any other failure counts as an
     * unavailable database, since only an administrator can resolve it.
     */
    static CatalogTablesException translated(Exception e, CircuitBreaker breaker) {
        String state = state(e);
        if (state.length() == 5 && OF_THE_DATA.contains(state.substring(0, 2))) {
            return new CatalogTablesException("the database of the catalog refuses it, SQLSTATE " + state, true, e);
        }
        if (breaker.begins()) {
            LOG.warn("The database of the catalog cannot be used", e);
        }
        return breaker.translated(e);
    }

    /** Returns the SQLSTATE; empty if it is unknown. */
    private static String state(Exception e) {
        @Nullable Throwable cause = e;
        while (cause != null) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
            cause = cause.getCause();
        }
        return "";
    }
}
