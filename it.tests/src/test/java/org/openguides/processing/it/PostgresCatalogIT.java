package org.openguides.processing.it;

import java.io.IOException;
import java.net.http.HttpResponse;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openguides.launcher.server.ServerKind;
import org.openguides.postgres.LocalPostgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openguides.processing.it.GuidesApi.number;
import static org.openguides.processing.it.GuidesApi.request;
import static org.openguides.processing.it.GuidesApi.text;

/** A node with its catalog in a PostgreSQL that is killed during runs. */
@Nightly
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PostgresCatalogIT {

    private static final int ASSETS = 400;

    private final LocalPostgres postgres;
    private final FragileSling sling;

    PostgresCatalogIT() throws IOException {
        postgres = LocalPostgres.startUnflushed(SlingServer.freshHome().resolve("postgres"));
        sling = new FragileSling(
                ServerKind.catalog("org.postgresql.Driver", postgres.url()), new FragileSling.Pace(40, 10, 10, 60));
    }

    @AfterAll
    void end() throws IOException {
        sling.close();
        postgres.close();
    }

    @Test
    void aRunContinuesWhenItsDatabaseReturns() throws Exception {
        ManyAssets assets = ManyAssets.create(sling.admin(), "away-for-a-while", ASSETS);
        RunAudit audit = new RunAudit(sling.admin(), assets);
        String id = startAndKill(assets);

        HttpResponse<String> refused =
                sling.admin().get("/bin/guides/v1/assets/references/broken?path=" + assets.folder());
        assertEquals(503, refused.statusCode(), refused::body);
        assertEquals("catalog-unavailable", text(GuidesApi.object(refused), "code"));
        HealthIT.assertShown(sling.admin(), "The database of the catalog cannot be used now");
        assertEquals("PROCESSING", text(sling.api().status(id), "status"), "the rest of the instance is well");

        postgres.restart();
        JsonObject end = sling.api().awaitSuccess(id);
        audit.assertComplete(sling.admin(), id);
        assertEquals(1, number(end, "attempt"));
        LogLines log = sling.api().log(id);
        log.assertOne("WARN", "The catalog has been unavailable since");
        log.assertOne("INFO", "The catalog is available again; the run continues");
    }

    @Test
    void aRunWithoutItsDatabaseFailsAndCanBeResumed() throws Exception {
        ManyAssets assets = ManyAssets.create(sling.admin(), "away-for-long", ASSETS);
        RunAudit audit = new RunAudit(sling.admin(), assets);
        String id = startAndKill(assets);

        JsonObject failed = sling.api().awaitEnd(id, "FAILURE");
        assertEquals(
                "The catalog was unavailable for " + FragileSling.CATALOG_SECONDS
                        + " s; see the server's log, fix the cause and resume",
                text(failed, "comments"));
        assertEquals("true", text(failed, "resumable"));

        postgres.restart();
        sling.api().control("resume", id);
        sling.api().awaitSuccess(id);
        audit.assertComplete(sling.admin(), id);
    }

    /** Starts a run, kills the database during it, and waits until the run reports that it waits. */
    private String startAndKill(ManyAssets assets) {
        String id = sling.api().start(request(assets.folder()));
        sling.api().await(id, "some", run -> number(run, "triggeredCount") > 40);
        postgres.kill();
        JsonObject waiting = sling.api().await(id, "waiting", run -> text(run, "comments")
                .startsWith("The catalog has been unavailable since"));
        assertEquals("PROCESSING", text(waiting, "status"));
        assertTrue(number(waiting, "triggeredCount") < ASSETS, waiting::toString);
        return id;
    }
}
