package org.openguides.catalog.database;

import javax.sql.DataSource;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;

import org.jdbi.v3.core.ConnectionFactory;

/**
 * Provides connections of a data source with a network timeout. The original timeout is restored when a connection is
 * closed, since the data source may be a pool that is shared with others. Safe for use by multiple threads.
 */
final class LimitedConnections implements ConnectionFactory {

    private final DataSource source;
    private final int millis;

    /** Original timeouts of the open connections. */
    private final Map<Connection, Integer> former = Collections.synchronizedMap(new IdentityHashMap<>());

    /** @param limit network timeout */
    LimitedConnections(DataSource source, Duration limit) {
        this.source = source;
        this.millis = (int) limit.toMillis();
    }

    @Override
    public Connection openConnection() throws SQLException {
        Connection connection = source.getConnection();
        try {
            int before = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, millis);
            former.put(connection, before);
        } catch (SQLFeatureNotSupportedException e) {
            // an embedded database has no network
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    @Override
    public void closeConnection(Connection connection) throws SQLException {
        // The try block returns a broken connection to the pool, too.
        try (connection) {
            Integer before = former.remove(connection);
            if (before != null && !connection.isClosed()) {
                connection.setNetworkTimeout(Runnable::run, before);
            }
        }
    }
}
