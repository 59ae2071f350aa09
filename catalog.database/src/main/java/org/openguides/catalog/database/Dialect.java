package org.openguides.catalog.database;

import java.sql.SQLException;
import java.util.Map;

/** The differences between the supported databases. */
enum Dialect {
    POSTGRESQL(
            "PostgreSQL",
            "COLLATE \"C\"",
            "INSERT INTO %1$s (%2$s) VALUES (%3$s) ON CONFLICT (path) DO UPDATE SET %4$s"),
    H2("H2", "", "MERGE INTO %1$s (%2$s) KEY (path) VALUES (%3$s)");

    private final String product;
    private final String exact;
    private final String upsert;

    Dialect(String product, String exact, String upsert) {
        this.product = product;
        this.exact = exact;
        this.upsert = upsert;
    }

    /**
     * Returns the dialect of a database.
     *
     * @param product name of the product, as reported by its driver
     * @throws SQLException if the database is not supported
     */
    static Dialect of(String product) throws SQLException {
        for (Dialect dialect : values()) {
            if (dialect.product.equals(product)) {
                return dialect;
            }
        }
        throw new SQLException("PostgreSQL or H2 is needed, and not " + product);
    }

    /** Returns the name of the product. */
    String product() {
        return product;
    }

    /** Returns the values of the placeholders in the schema migrations. */
    Map<String, String> placeholders() {
        return Map.of("exact", exact);
    }

    /**
     * Returns a format for {@link String#formatted}: table, columns, their values, and the assignments of an update.
     */
    String upsert() {
        return upsert;
    }
}
