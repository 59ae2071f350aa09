package org.openguides.processing.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

import org.awaitility.Awaitility;
import org.openguides.launcher.server.ServerKind;
import org.openguides.postgres.LocalPostgres;

/**
 * Two servers, called east and west, that share a repository in a PostgreSQL of their own, and there the catalog too if the system
 * property {@code catalog} is {@code database}. For one thread.
 */
final class TwoNodes implements AutoCloseable {

    private static final boolean CATALOG_IN_DATABASE =
            System.getProperty("catalog", "jcr").equals("database");

    private final LocalPostgres postgres = start(SlingServer.freshHome().resolve("postgres"));
    private final Node east;
    private final Node west;

    /**
     * One of them.
     *
     * @param line to the database
     */
    record Node(String name, FragileSling sling, CutableLine line) {

        SlingClient admin() {
            return sling.admin();
        }

        GuidesApi api() {
            return sling.api();
        }
    }

    /** Starts them with an empty repository. */
    TwoNodes(FragileSling.Pace pace) {
        this(pace, UnaryOperator.identity());
    }

    /** The same, where east is of another kind: what is made of the usual one. */
    TwoNodes(FragileSling.Pace pace, UnaryOperator<ServerKind> kindOfEast) {
        east = start("east", pace, kindOfEast);
        west = start("west", pace, UnaryOperator.identity());
        awaitEachOther();
    }

    Node east() {
        return east;
    }

    Node west() {
        return west;
    }

    /** Makes assets by way of east, and waits until west knows all of them, which takes a second or two. */
    ManyAssets assets(String name, int count) {
        ManyAssets assets = ManyAssets.create(east.admin(), name, count);
        Awaitility.await("assets in the west")
                .atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .until(() -> assets.results(west.admin()).equals(assets.results(east.admin())));
        return assets;
    }

    /** The node that began the only attempt of a run so far. */
    Node coordinator(String id) {
        String log = east.admin().get(GuidesApi.LOGS + "?processingId=" + id).body();
        String name = log.replaceFirst("(?s).*Attempt 1 begins on node (east|west).*", "$1");
        return name.equals(east.name()) ? east : west;
    }

    /** The node that has not this name. */
    Node other(Node node) {
        return node == east ? west : east;
    }

    LocalPostgres postgres() {
        return postgres;
    }

    /** Waits until each gives jobs to the other. */
    void awaitEachOther() {
        SlingServer.awaitEachOther(List.of(east.sling().server(), west.sling().server()));
    }

    @Override
    public void close() {
        for (Node node : List.of(west, east)) {
            node.sling().close();
            node.line().close();
        }
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Node start(String name, FragileSling.Pace pace, UnaryOperator<ServerKind> special) {
        CutableLine line = new CutableLine(postgres.port());
        String url = LocalPostgres.url(line.port());
        ServerKind kind = ServerKind.node(name, url);
        ServerKind withCatalog = CATALOG_IN_DATABASE ? kind.withCatalog("org.postgresql.Driver", url) : kind;
        return new Node(name, new FragileSling(special.apply(withCatalog), pace), line);
    }

    private static LocalPostgres start(Path data) {
        try {
            return LocalPostgres.startUnflushed(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
