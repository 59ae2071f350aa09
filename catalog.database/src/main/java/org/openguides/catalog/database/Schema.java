package org.openguides.catalog.database;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;

/** Migrates the tables of a database. Concurrent migrations by other nodes wait for each other. */
final class Schema {

    /** Table in which Flyway records the completed migrations. */
    private static final String HISTORY = "openguides_schema";

    private Schema() {}

    /**
     * Runs the missing migrations.
     *
     * @throws org.flywaydb.core.api.FlywayException if the database is unavailable or rejects a migration
     */
    static void migrate(DataSource database, Dialect dialect) {
        Flyway.configure(Schema.class.getClassLoader())
                .dataSource(database)
                .locations("classpath:" + Schema.class.getPackageName().replace('.', '/') + "/schema")
                .placeholders(dialect.placeholders())
                .table(HISTORY)
                .loggers("slf4j")
                // The schema may contain other tables.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }
}
