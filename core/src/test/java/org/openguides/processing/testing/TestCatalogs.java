package org.openguides.processing.testing;

import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.sql.DataSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.apache.tomcat.jdbc.pool.PoolProperties;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.catalog.Catalogs;
import org.openguides.processing.internal.catalog.JcrCatalogs;
import org.openguides.processing.internal.catalog.Records;
import org.openguides.processing.internal.catalog.database.DatabaseCatalogs;
import org.openguides.processing.internal.session.Retry;
import org.openguides.processing.spi.PropertyChange;

/**
 * The catalogs that tests may use, selected by the system property {@value #PROPERTY}. Tests with the tag {@value #TAG}
 * are run with each.
 */
public enum TestCatalogs {
    JCR,
    H2,
    POSTGRESQL;

    /** Tag of tests for the behaviour of any catalog. */
    public static final String TAG = "catalog";

    /** Tag of tests for the behaviour of a database catalog. */
    public static final String DATABASE = "database";

    private static final String PROPERTY = "openguides.catalog";

    /** Returns the catalog that is selected for this JVM. */
    public static TestCatalogs chosen() {
        return valueOf(System.getProperty(PROPERTY, JCR.name()));
    }

    /** Opens an empty catalog, which the caller closes. */
    public OpenCatalog open() {
        return switch (this) {
            case JCR -> new OpenCatalog(new JcrCatalogs(), null, new AtomicBoolean());
            case H2 -> over("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
            case POSTGRESQL -> over(Server.schema());
        };
    }

    private static OpenCatalog over(String url) {
        PoolProperties properties = new PoolProperties();
        properties.setUrl(url);
        properties.setDriverClassName(url.startsWith("jdbc:h2:") ? "org.h2.Driver" : "org.postgresql.Driver");
        properties.setInitialSize(0);
        properties.setMinIdle(0);
        properties.setMaxActive(10);
        properties.setMaxIdle(10);
        org.apache.tomcat.jdbc.pool.DataSource pool = new org.apache.tomcat.jdbc.pool.DataSource(properties);
        AtomicBoolean away = new AtomicBoolean();
        DataSource line = new DelegatingDataSource(pool, away::get);
        return new OpenCatalog(
                new DatabaseCatalogs(() -> line, Duration.ofSeconds(10), new Retry(Retry.Policy.DEFAULT)), pool, away);
    }

    /** Stores results in a catalog and on an asset like processing does; transient on the asset. */
    public static void processed(Catalogs catalogs, AssetNode asset, PropertyChange... said)
            throws RepositoryException {
        Records records = catalogs.records();
        write(asset.content(), records.take(asset, List.of(said)));
        records.store();
    }

    private static void write(Node content, List<PropertyChange> changes) throws RepositoryException {
        if (content.isNodeType("nt:resource")) {
            content.addMixin("openguides:Processed");
        }
        for (PropertyChange change : changes) {
            write(content, change);
        }
    }

    private static void write(Node content, PropertyChange change) throws RepositoryException {
        int slash = change.path().indexOf('/');
        String name = change.path().substring(slash + 1);
        Node node = slash < 0 ? content : child(content, change.path().substring(0, slash));
        if (node.hasProperty(name)) {
            node.getProperty(name).remove();
        }
        if (change.value() instanceof List<?> list && !list.isEmpty()) {
            node.setProperty(name, list.toArray(new String[0]));
        } else if (change.value() instanceof String text) {
            node.setProperty(name, text);
        }
    }

    private static Node child(Node content, String name) throws RepositoryException {
        return content.hasNode(name) ? content.getNode(name) : content.addNode(name, "nt:unstructured");
    }

    /**
     * A catalog and its connections.
     *
     * @param catalogs the catalog
     * @param pool     connection pool; null without a database
     * @param away     whether the database is unavailable
     */
    public record OpenCatalog(Catalogs catalogs, org.apache.tomcat.jdbc.pool.DataSource pool, AtomicBoolean away)
            implements AutoCloseable {

        /** Returns the database, for direct access by tests. */
        public DataSource database() {
            return pool;
        }

        @Override
        public void close() {
            if (pool != null) {
                pool.close();
            }
        }
    }

    /** A PostgreSQL server for all tests of this JVM, which ends with the JVM. */
    private static final class Server {

        private static final EmbeddedPostgres POSTGRES = start();

        /** Returns the URL of a new schema. */
        static String schema() {
            String schema = "test_" + UUID.randomUUID().toString().replace('-', '_');
            try (Connection connection = POSTGRES.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE SCHEMA " + schema);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return POSTGRES.getJdbcUrl("postgres", "postgres") + "&currentSchema=" + schema;
        }

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
