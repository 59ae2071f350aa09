package org.openguides.processing.it;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

import com.google.gson.JsonObject;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openguides.launcher.server.ServerKind;
import org.openguides.postgres.LocalPostgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.openguides.processing.it.GuidesApi.number;
import static org.openguides.processing.it.GuidesApi.request;

/** Measures assets per second of one node on TarMK, one node on PostgreSQL, and two nodes on PostgreSQL. */
@EnabledIfSystemProperty(named = "measure", matches = ".*", disabledReason = "Takes minutes: say -Dmeasure")
final class ClusterRatesMeasurementIT {

    private static final int ASSETS = Integer.getInteger("assets", 20_000);
    private static final int WARM_UP = 2_000;
    private static final String DRIVER = "org.postgresql.Driver";

    /** Where the catalog is kept. */
    enum Catalog {
        REPOSITORY,
        DATABASE
    }

    @ParameterizedTest
    @EnumSource
    void ofOneNodeOnTarMk(Catalog catalog) throws IOException {
        measure(
                "one node, TarMK",
                catalog,
                List.of("east"),
                postgres ->
                        catalog == Catalog.REPOSITORY ? ServerKind.SINGLE : ServerKind.catalog(DRIVER, postgres.url()));
    }

    @ParameterizedTest
    @EnumSource
    void ofOneNodeOnPostgres(Catalog catalog) throws IOException {
        measureOnPostgres("one node, PostgreSQL", catalog, List.of("east"));
    }

    @ParameterizedTest
    @EnumSource
    void ofTwoNodesOnPostgres(Catalog catalog) throws IOException {
        measureOnPostgres("two nodes, PostgreSQL", catalog, List.of("east", "west"));
    }

    private static void measureOnPostgres(String what, Catalog catalog, List<String> names) throws IOException {
        Iterator<String> name = names.iterator();
        measure(what, catalog, names, postgres -> {
            ServerKind node = ServerKind.node(name.next(), postgres.url());
            return catalog == Catalog.REPOSITORY ? node : node.withCatalog(DRIVER, postgres.url());
        });
    }

    private static void measure(
            String what, Catalog catalog, List<String> names, Function<LocalPostgres, ServerKind> kind)
            throws IOException {
        Path home = SlingServer.freshHome();
        List<SlingServer> servers = new ArrayList<>();
        try (LocalPostgres postgres = LocalPostgres.start(home.resolve("postgres"))) {
            while (servers.size() < names.size()) {
                SlingServer server = SlingServer.begin(SlingServer.freshHome(), kind.apply(postgres));
                servers.add(server);
                server.awaitStart();
            }
            measure(what + ", catalog in the " + catalog.name().toLowerCase(Locale.ROOT), servers);
        } finally {
            servers.forEach(SlingServer::kill);
        }
    }

    private static void measure(String what, List<SlingServer> servers) {
        SlingServer.awaitEachOther(servers);
        SlingClient admin = servers.get(0).admin();
        new BulkContent(admin).topics("/content/dam/warm-up", WARM_UP);
        new BulkContent(admin).topics("/content/dam/measured", ASSETS);
        run(admin, "/content/dam/warm-up", WARM_UP);
        double first = run(admin, "/content/dam/measured", ASSETS);
        double again = run(admin, "/content/dam/measured", ASSETS);
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %.0f | %.0f | %s |%n",
                what,
                ASSETS,
                first,
                again,
                new GuidesApi(admin).log(newest(admin)).shares());
    }

    /** Assets a second, from the request to the end. */
    private static double run(SlingClient admin, String folder, int assets) {
        GuidesApi api = new GuidesApi(admin);
        String id = api.start(request(folder));
        JsonObject run = Awaitility.await(folder)
                .atMost(Duration.ofHours(1))
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> api.status(id),
                        status -> number(status, "triggeredCount") == assets
                                && status.get("completedAt").getAsLong() > 0);
        assertEquals(assets, number(run, "succeededCount"), run::toString);
        return assets
                * 1000.0
                / (run.get("completedAt").getAsLong() - run.get("startedAt").getAsLong());
    }

    private static String newest(SlingClient admin) {
        return GuidesApi.text(new GuidesApi(admin).history().get(0), "processingId");
    }
}
