package org.openguides.processing.it;

import java.util.List;
import java.util.Map;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openguides.launcher.server.ServerKind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.openguides.processing.it.GuidesApi.number;
import static org.openguides.processing.it.GuidesApi.request;
import static org.openguides.processing.it.GuidesApi.text;

/** A single node with its catalog in H2. */
@Nightly
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class H2CatalogIT {

    private static final String MISSING = "needs the bundle org.openguides.catalog.database, which is not active";

    private final FragileSling sling = new FragileSling(
            ServerKind.catalog(
                    "org.h2.Driver", "jdbc:h2:" + SlingServer.freshHome().resolve("catalog") + ";WRITE_DELAY=0"),
            new FragileSling.Pace(40, 10, 0, 60));

    @AfterAll
    void end() {
        sling.close();
    }

    @Test
    void resultsAreKnownAtOnceAndAfterARestart() {
        TestContent content = new TestContent(sling.admin(), TestContent.Kind.FILE, "h2");
        content.put("root.ditamap", "<map><topicref href='a.dita'/></map>");
        content.put("a.dita", DitaProject.topic("a", "A", "<xref href='none.dita'/>"));

        sling.api().run(request(content.folder()));

        String question = "/bin/guides/v1/assets/references?path=" + content.path("a.dita");
        JsonObject a = sling.admin().json(question);
        assertEquals("SUCCESS", text(a, "status"));
        assertEquals("missing", text(a.getAsJsonArray("outgoing").get(0).getAsJsonObject(), "status"));
        assertEquals(
                content.path("root.ditamap"),
                text(a.getAsJsonArray("incoming").get(0).getAsJsonObject(), "path"));
        assertEquals(List.of(), sling.server().errors());
        HealthIT.assertShown(sling.admin(), "The catalog is kept in H2");

        sling.server().stop();
        sling.start();
        assertEquals(a, sling.admin().json(question));
    }

    @Test
    void aRunWaitsForTheBundleOfTheCatalogAndSaysSo() {
        TestContent content = new TestContent(sling.admin(), TestContent.Kind.FILE, "h2-bundle");
        content.put("a.dita", DitaProject.topic("a", "A", ""));
        bundle("stop");

        String id = sling.api().start(request(content.folder()));
        JsonObject waiting =
                sling.api().await(id, "waiting", run -> text(run, "comments").contains(MISSING));
        assertEquals("PROCESSING", text(waiting, "status"));
        assertEquals(0, number(waiting, "triggeredCount"));
        HealthIT.assertShown(sling.admin(), MISSING);

        bundle("start");
        sling.api().awaitSuccess(id);
        sling.api().log(id).assertOne("WARN", "The catalog has been unavailable since");
        sling.api().log(id).assertOne("INFO", "The catalog is available again; the run continues");
    }

    private void bundle(String action) {
        assertEquals(
                200,
                sling.admin()
                        .post("/system/console/bundles/org.openguides.catalog.database", Map.of("action", action))
                        .statusCode());
    }
}
