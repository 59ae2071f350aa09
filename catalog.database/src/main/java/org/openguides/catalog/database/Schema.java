package org.openguides.catalog.database;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;

/** Brings the tables of a database up to date. Other nodes that do so at the same time wait for each other. */
final class Schema {

    /** Where Flyway notes which migrations it has made. */
    private static final String HISTORY = "openguides_schema";

    private Schema() {}

    /**
     * Makes what is missing.
     *
     * @throws org.flywaydb.core.api.FlywayException if the database cannot be reached or refuses
     */
    static void migrate(DataSource database, Dialect dialect) {
        Flyway.configure(Schema.class.getClassLoader())
                .dataSource(database)
                .locations("classpath:" + Schema.class.getPackageName().replace('.', '/') + "/schema")
                .placeholders(dialect.placeholders())
                .table(HISTORY)
                .loggers("slf4j")
                // there may be tables of others
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }
}
