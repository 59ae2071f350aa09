package org.openguides.catalog.database;

import javax.sql.DataSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.apache.tomcat.jdbc.pool.PoolProperties;
import org.openguides.processing.internal.catalog.database.DatabaseCatalogs;
import org.openguides.processing.internal.catalog.tables.CatalogTables;
import org.openguides.processing.internal.session.Retry;
import org.openguides.processing.testing.TestCatalogs;

/** Catalogs in H2 in memory, and in a PostgreSQL server that runs as long as the JVM. */
public final class RealDatabases implements TestCatalogs.Databases {

    @Override
    public TestCatalogs.OpenCatalog open(TestCatalogs kind) {
        return over(url(kind));
    }

    /** Returns the URL of an empty database or schema. */
    static String url(TestCatalogs kind) {
        return kind == TestCatalogs.H2 ? "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1" : Server.schema();
    }

    /** Returns tables in a data source, with the default limits and retries. */
    public static CatalogTables tables(DataSource source) {
        Retry retry = new Retry(Retry.Policy.DEFAULT);
        return new JdbcTables(
                new Database(() -> source, Duration.ofSeconds(10), () -> retry.attempts()::again), () -> {});
    }

    private static TestCatalogs.OpenCatalog over(String url) {
        PoolProperties properties = new PoolProperties();
        properties.setUrl(url);
        properties.setDriverClassName(url.startsWith("jdbc:h2:") ? "org.h2.Driver" : "org.postgresql.Driver");
        properties.setInitialSize(0);
        properties.setMinIdle(0);
        properties.setMaxActive(10);
        properties.setMaxIdle(10);
        org.apache.tomcat.jdbc.pool.DataSource pool = new org.apache.tomcat.jdbc.pool.DataSource(properties);
        AtomicBoolean away = new AtomicBoolean();
        CatalogTables tables = tables(new DelegatingDataSource(pool, away::get));
        return new TestCatalogs.OpenCatalog(new DatabaseCatalogs(() -> tables), pool, away, pool::close);
    }

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
