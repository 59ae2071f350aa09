package org.openguides.processing.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.openguides.launcher.server.Server;
import org.openguides.launcher.server.ServerKind;

/**
 * A server that is there to be disturbed: it has the bundle {@code it.fixtures} too, and small partitions and batches, so
 * that a run of some thousand assets has many checkpoints. Ends and starts on the same home. For one thread.
 */
final class FragileSling implements AutoCloseable {

    private static final Path FIXTURES = Path.of(System.getProperty("openguides.fixtures", "target/fixtures"))
            .toAbsolutePath();
    private static final String VERSION = System.getProperty("openguides.version", "0.1.0-SNAPSHOT");

    /** After this time an asset hangs, if nothing else is said. */
    static final int ASSET_SECONDS = 5;

    /** After this time without a catalog a run fails. */
    static final int CATALOG_SECONDS = 20;

    /**
     * How its engine works.
     *
     * @param partition assets in a partition
     * @param batch assets in a batch
     * @param brake milliseconds that each asset takes on top of its processing
     * @param lease seconds without a sign after which an owner counts as dead
     * @param patience seconds after which an asset hangs
     */
    record Pace(int partition, int batch, int brake, int lease, int patience) {

        /** With the usual patience, {@link #ASSET_SECONDS}. */
        Pace(int partition, int batch, int brake, int lease) {
            this(partition, batch, brake, lease, ASSET_SECONDS);
        }
    }

    private final Path home = SlingServer.freshHome();
    private ServerKind kind;
    private SlingServer server;

    /** Starts it with an empty repository, and the usual lease; see {@link Pace}. */
    FragileSling(int partition, int batch, int brake) {
        this(ServerKind.SINGLE, new Pace(partition, batch, brake, 60));
    }

    /** Starts one of any kind. */
    FragileSling(ServerKind kind, Pace pace) {
        this.kind = kind;
        write(feature(pace));
        server = SlingServer.begin(home, kind, fixtures());
        server.awaitStart();
    }

    /** What runs now, or ran last. */
    SlingServer server() {
        return server;
    }

    SlingClient admin() {
        return server.admin();
    }

    GuidesApi api() {
        return new GuidesApi(admin());
    }

    /** Starts it again after its end. */
    void start() {
        begin();
        server.awaitStart();
    }

    /** Starts it again after its end, and does not wait until it is ready. */
    void begin() {
        server = SlingServer.begin(home, kind, fixtures());
    }

    /**
     * Starts it again after its end, as another kind from now on, on the same repository. Its bundles are installed anew: the
     * launcher would install one of another version beside the one that is there.
     */
    void startAs(ServerKind other) {
        kind = other;
        Server.forgetBundles(home);
        start();
    }

    /** Crashes it, and starts it again. */
    void crash() {
        server.kill();
        start();
    }

    @Override
    public void close() {
        server.kill();
    }

    private String[] fixtures() {
        return new String[] {"-f", feature().toString(), "-u", FIXTURES.toUri().toString()};
    }

    private Path feature() {
        return home.resolve("fixtures.json");
    }

    private void write(String feature) {
        try {
            Files.writeString(feature(), feature);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The processors are there before the engine is: no asset must be processed without them. */
    private static String feature(Pace pace) {
        return """
                {
                  "id": "org.openguides:openguides.it.fixtures:slingosgifeature:fixtures:%1$s",
                  "bundles": [{ "id": "org.openguides:openguides.it.fixtures:%1$s", "start-order": 24 }],
                  "configurations": {
                    "org.openguides.it.fixtures.Brake": { "millis:Integer": %4$d },
                    "org.apache.sling.serviceusermapping.impl.ServiceUserMapperImpl.amended~fixtures": {
                      "user.mapping": ["org.openguides.it.fixtures=[openguides-worker]"]
                    },
                    "org.openguides.processing.engine": {
                      "partitionSize:Integer": %2$d,
                      "batchSize:Integer": %3$d,
                      "assetSeconds:Integer": %5$d,
                      "leaseSeconds:Integer": %6$d,
                      "catalogSeconds:Integer": %7$d
                    }
                  }
                }
                """
                .formatted(
                        VERSION,
                        pace.partition(),
                        pace.batch(),
                        pace.brake(),
                        pace.patience(),
                        pace.lease(),
                        CATALOG_SECONDS);
    }
}
