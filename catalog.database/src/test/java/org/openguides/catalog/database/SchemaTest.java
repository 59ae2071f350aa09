package org.openguides.catalog.database;

import java.util.List;

import org.h2.jdbcx.JdbcDataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.openguides.processing.testing.TestCatalogs;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * Databases record the migrations of their schema. Flyway rejects a database whose migrations differ from those of the
 * bundle.
 */
class SchemaTest {

    private final JdbcDataSource database = new JdbcDataSource();

    @Test
    void scriptsThatHaveBeenReleasedKeepNameAndContent() {
        database.setURL(RealDatabases.url(TestCatalogs.H2));
        Schema.migrate(database, Dialect.H2);
        Schema.migrate(database, Dialect.H2);

        assertEquals(
                List.of("1 V1__catalog.sql -572034083", "2 V2__map_branches.sql -181329994"),
                Jdbi.create(database)
                        .withHandle(handle -> handle.createQuery("SELECT \"version\" || ' ' || \"script\" || ' ' ||"
                                        + " \"checksum\" FROM \"openguides_schema\" WHERE \"type\" = 'SQL'"
                                        + " ORDER BY \"installed_rank\"")
                                .mapTo(String.class)
                                .list()));
    }
}
