package org.openguides.catalog.database;

import java.sql.SQLException;
import java.util.Map;

/** In what the databases differ that we know. */
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
     * The dialect of a database.
     *
     * @param product its name, as its driver says
     * @throws SQLException if it is none of those that we know
     */
    static Dialect of(String product) throws SQLException {
        for (Dialect dialect : values()) {
            if (dialect.product.equals(product)) {
                return dialect;
            }
        }
        throw new SQLException("PostgreSQL or H2 is needed, and not " + product);
    }

    /** The name of the product. */
    String product() {
        return product;
    }

    /** What the migrations of the schema leave open. */
    Map<String, String> placeholders() {
        return Map.of("exact", exact);
    }

    /** A form of {@link String#formatted}: table, columns, their values, and the assignments of an update. */
    String upsert() {
        return upsert;
    }
}
