package org.openguides.processing.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.openguides.postgres.LocalPostgres;

/** Two servers, called east and west, that share a repository in a PostgreSQL of their own. For one thread. */
final class TwoNodes implements AutoCloseable {

    private final Path home = SlingServer.freshHome();
    private final LocalPostgres postgres;
    private final FragileSling east;
    private final FragileSling west;

    /** Starts them with an empty repository; the parameters are those of {@link FragileSling}. */
    TwoNodes(int partition, int batch, int brake) {
        postgres = start(home.resolve("postgres"));
        east = new FragileSling(SlingServer.Kind.node("east", postgres.url()), partition, batch, brake);
        west = new FragileSling(SlingServer.Kind.node("west", postgres.url()), partition, batch, brake);
        awaitEachOther();
    }

    FragileSling east() {
        return east;
    }

    FragileSling west() {
        return west;
    }

    LocalPostgres postgres() {
        return postgres;
    }

    /** Waits until each gives jobs to the other. */
    void awaitEachOther() {
        Awaitility.await("topology of two").atMost(Duration.ofMinutes(3)).until(() -> List.of(east, west).stream()
                .allMatch(node -> SlingServer.takers(node.admin()).size() == 2));
    }

    @Override
    public void close() {
        west.close();
        east.close();
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LocalPostgres start(Path data) {
        try {
            return LocalPostgres.start(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
