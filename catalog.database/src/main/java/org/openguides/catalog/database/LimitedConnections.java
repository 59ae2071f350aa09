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
 * Connections of a data source that wait for the network only so long. The limit is set back when a connection is closed: the
 * data source may be a pool that others take connections from too. Safe for use by many threads.
 */
final class LimitedConnections implements ConnectionFactory {

    private final DataSource source;
    private final int millis;

    /** What the open ones had before. */
    private final Map<Connection, Integer> former = Collections.synchronizedMap(new IdentityHashMap<>());

    /** @param limit how long an answer of the network may take */
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
        // with try, a connection that is broken goes back all the same
        try (connection) {
            Integer before = former.remove(connection);
            if (before != null && !connection.isClosed()) {
                connection.setNetworkTimeout(Runnable::run, before);
            }
        }
    }
}
