package org.openguides.processing.it;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import com.google.gson.JsonObject;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openguides.processing.it.GuidesApi.number;
import static org.openguides.processing.it.GuidesApi.request;
import static org.openguides.processing.it.GuidesApi.text;

/** The package that an administrator installs, uploaded to a plain Sling. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class PackageIT {

    private static final int FOLDERS = 20;
    private static final int FILES = 30;

    private static Path home;
    private static SlingServer server;

    private final SlingClient admin = server.admin();
    private final InstalledPackage installed = new InstalledPackage(admin);
    private final GuidesApi api = new GuidesApi(admin);
    private final ServerSettings settings = new ServerSettings(admin);

    @BeforeAll
    static void start() throws IOException {
        home = SlingServer.freshHome();
        server = SlingServer.startBare(home, "author");
        new PackageIT().install();
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    private void install() throws IOException {
        installed.upload(PackageFile.built());
        awaitEndpoints();
    }

    @Test
    void allPartsAreInstalled() {
        eventually("ui.apps").until(() -> admin.get("/apps/openguides.json").statusCode() == 200);
        String users = "/home/users/system/cq:services/openguides.1.json";
        assertEquals(200, admin.get(users).statusCode());
        for (String path : List.of("runs", "claims", "status")) {
            JsonObject folder = admin.json("/var/openguides/" + path + ".json");
            assertEquals("sling:Folder", text(folder, "jcr:primaryType"));
        }
        JsonObject index = admin.json("/oak:index/ogbp.terms-1-custom-1.json");
        assertEquals("oak:QueryIndexDefinition", text(index, "jcr:primaryType"));
        assertEquals("lucene", text(index, "type"));
        // Each check is a separate service that may be registered after the endpoints, and on a busy machine its first
        // execution may take longer than the executor of the health checks waits.
        Awaitility.await("the health checks").untilAsserted(() -> HealthIT.assertShown(admin, HealthIT.WELL));
    }

    @Nightly
    @Test
    void runsHistoryAndContentSurviveUninstallation() throws IOException {
        TestContent content = content("outlive", 3);
        JsonObject run = api.run(request(content.folder()));
        List<JsonObject> history = api.history();
        JsonObject results = content.results("a0.dita");

        installed.remove();
        eventually("uninstalled").until(() -> installed.version().isEmpty() && statusOf(GuidesApi.HISTORY) == 404);
        assertEquals(results, content.results("a0.dita"));

        install();
        assertEquals(history, api.history());
        assertEquals(run, api.status(text(run, "processingId")));
        assertEquals(3, number(api.run(request(content.folder())), "succeededCount"));
        assertEquals(results, content.results("a0.dita"), "what has not changed is not written");
    }

    /** A script of ours that failed would keep the repository from starting. */
    @Nightly
    @Test
    @Order(1)
    void theServerRestartsWithThePackage() {
        TestContent content = content("again", 2);
        int before = server.errors().size();
        server.awaitFlush();
        server.stop();
        server = SlingServer.startBare(home, "author");
        PackageIT again = new PackageIT();
        again.awaitEndpoints();
        assertEquals(2, number(again.api.run(request(content.folder())), "succeededCount"));
        assertEquals(List.of(), server.errors().stream().skip(before).toList());
    }

    /** The last one, for Sling's installer takes no older package after a newer one. */
    @Nightly
    @Test
    @Order(Integer.MAX_VALUE)
    void aRunContinuesAfterAnUpgrade() throws IOException {
        String engine = "org.openguides.processing.engine";
        settings.set(engine, Map.of("batchSize", "1", "partitionSize", "100"));
        TestContent content = content("upgrade/folder", FILES);
        for (int copy = 1; copy < FOLDERS; copy++) {
            admin.post(content.folder(), Map.of(":operation", "copy", ":dest", content.folder() + "-" + copy));
        }
        String id = api.start(request("/content/dam/upgrade"));
        Awaitility.await().until(() -> number(api.status(id), "succeededCount") > 0);

        // Two of six partitions are in progress: however fast that is, the upgrade happens during the run.
        HeldQueue waiting = new HeldQueue(admin, HeldQueue.PARTITIONS);
        installed.upload(PackageFile.builtAs("99.0.0"));
        eventually("upgraded").until(() -> installed.version().equals("99.0.0"));
        awaitEndpoints();
        waiting.close();

        JsonObject end = api.awaitSuccess(id);
        assertTrue(number(end, "attempt") > 1, end::toString);
        assertEquals(FILES * FOLDERS, number(end, "triggeredCount"));
        assertEquals(FILES * FOLDERS, number(end, "succeededCount"));
        api.log(id).assertCount("ERROR", 0);
    }

    @Test
    void oneConfiguredPropertyMovesTheEndpoints() throws IOException {
        String history = "/bin/other/v1/assets/process/history";
        settings.set("org.openguides.processing.http", Map.of("basePath", "/bin/other/v1"));
        try {
            eventually("moved").until(() -> statusOf(history) == 200);
            eventually("no endpoint").until(() -> statusOf(GuidesApi.HISTORY) == 404);
            eventually("ours").until(() -> statusOf("/bin/openguides/v1/assets/process/history") == 200);
            assertEquals(401, server.anonymous().get(history).statusCode());
        } finally {
            settings.set("org.openguides.processing.http", Map.of("basePath", "/bin/guides/v1"));
        }
        awaitEndpoints();
    }

    private TestContent content(String name, int assets) {
        TestContent content = new TestContent(admin, TestContent.Kind.DAM_ASSET, name);
        for (int i = 0; i < assets; i++) {
            content.put("a" + i + ".dita", DitaProject.topic("a" + i, "Topic " + i, ""));
        }
        return content;
    }

    private void awaitEndpoints() {
        eventually("endpoints")
                .until(() -> statusOf(GuidesApi.HISTORY) == 200
                        && statusOf(GuidesApi.STATUS) == 400 // the endpoints are bound one after the other
                        && server.knownNodes() == 1);
    }

    /** Not through the client, which holds answers against the contract: without our bundle there is none. */
    private static int statusOf(String path) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(server.base() + path).toURL().openConnection();
        String credentials = Base64.getEncoder().encodeToString("admin:admin".getBytes(StandardCharsets.UTF_8));
        connection.setRequestProperty("Authorization", "Basic " + credentials);
        return connection.getResponseCode();
    }

    private static ConditionFactory eventually(String what) {
        return Awaitility.await(what).atMost(Duration.ofMinutes(2)).ignoreExceptions();
    }
}
