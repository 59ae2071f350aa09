package org.openguides.catalog.database;

import java.sql.SQLException;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class DialectTest {

    @Test
    void anUnknownDatabaseIsRefusedByName() {
        SQLException refused = assertThrows(SQLException.class, () -> Dialect.of("Oracle"));
        assertEquals("PostgreSQL or H2 is needed, and not Oracle", refused.getMessage());
        assertNotEquals(Dialect.H2.upsert(), Dialect.POSTGRESQL.upsert());
    }
}
