package org.openguides.processing.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A server that keeps its catalog in a database, and gives up soon if that is away. For one thread. */
final class DatabaseSling implements AutoCloseable {

    private final SlingServer server;

    /** Starts it with an empty repository. */
    static DatabaseSling over(String driver, String url) {
        return new DatabaseSling(driver, url);
    }

    private DatabaseSling(String driver, String url) {
        Path home = SlingServer.freshHome();
        Path feature = home.resolve("catalog.json");
        write(feature, feature(driver, url));
        server = SlingServer.begin(home, SlingServer.Kind.DATABASE, "-f", feature.toString());
        server.awaitStart();
    }

    SlingServer server() {
        return server;
    }

    SlingClient admin() {
        return server.admin();
    }

    @Override
    public void close() {
        server.kill();
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String feature(String driver, String url) {
        return """
                {
                  "id": "org.openguides:openguides.it.tests:slingosgifeature:catalog:1",
                  "configurations": {
                    "org.openguides.processing.catalog": { "backend": "database", "statementSeconds:Integer": 5 },
                    "org.openguides.processing.internal.job.Engine": {
                      "partitionSize:Integer": 50,
                      "batchSize:Integer": 10
                    },
                    "org.apache.sling.datasource.DataSourceFactory~openguides": {
                      "datasource.name": "openguides",
                      "driverClassName": "%s",
                      "url": "%s",
                      "maxWait:Integer": 5000,
                      "maxActive:Integer": 10,
                      "testOnBorrow:Boolean": true,
                      "validationQuery": "SELECT 1"
                    }
                  }
                }
                """
                .formatted(driver, url);
    }
}
