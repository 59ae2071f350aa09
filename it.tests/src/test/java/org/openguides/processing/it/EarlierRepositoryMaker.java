package org.openguides.processing.it;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openguides.processing.it.GuidesApi.number;
import static org.openguides.processing.it.GuidesApi.request;
import static org.openguides.processing.it.GuidesApi.text;

/**
 * Creates the repository of an earlier version that other tests continue, with one record of each kind that this version
 * writes, by a server that is killed during a run. It is not a test of the build: the README next to the file that it writes
 * says how to run it.
 */
@EnabledIfSystemProperty(named = "earlier.file", matches = ".+", disabledReason = "It is run once: see the README")
@SuppressWarnings("try") // the resource is only held, never used
final class EarlierRepositoryMaker {

    /** The root folder of the content. */
    static final String ROOT = "/content/dam/earlier";

    private static final String CONFIGURATION = "/apps/earlier/config";

    private final FragileSling sling = new FragileSling(40, 10, 100);
    private final SlingClient admin = sling.admin();
    private final GuidesApi api = sling.api();

    @Test
    void makesTheRepositoryOfTheVersionThatTheServersAreOf() throws IOException {
        new TestContent(admin, TestContent.Kind.FILE, "earlier");
        endedRuns();
        // Sling discards idle queues, and only an existing queue can be held.
        api.assetStatuses(ROOT + "/success");
        String running = runningRun();
        waiting();
        assertTrue(number(api.status(running), "triggeredCount") < 200);
        sling.server().awaitFlush();
        sling.server().kill();

        Path file = Path.of(System.getProperty("earlier.file"));
        new SegmentStore(sling.server().home())
                .write(List.of("/var/openguides", "/var/eventing/jobs", ROOT, CONFIGURATION), file);
    }

    /** Runs with each final state, with both kinds of assets, and with a log of several segments. */
    private void endedRuns() {
        topics("success", 20, false);
        api.run(request(ROOT + "/success"));
        api.assetStatuses(ROOT + "/success");
        TestContent dam = new TestContent(admin, TestContent.Kind.DAM_ASSET, "earlier/dam");
        IntStream.range(0, 5).forEach(i -> dam.put("d" + i + ".dita", DitaProject.topic("d" + i, "Topic " + i, "")));
        dam.put("broken.dita", "<topic id='broken'>");
        api.run(request(ROOT + "/dam"));
        JsonObject dry = request(ROOT + "/success");
        dry.addProperty("dryRun", true);
        api.run(dry);

        topics("faulty", 520, true);
        assertEquals(520, number(api.run(request(ROOT + "/faulty")), "failedCount"));

        topics("cancelled", 80, false);
        String cancelled = api.start(request(ROOT + "/cancelled"));
        api.await(cancelled, "some", run -> number(run, "triggeredCount") >= 20);
        api.control("cancel", cancelled);
        api.awaitEnd(cancelled, "CANCELLED");

        configure();
        topics("failed", 80, true);
        api.awaitEnd(api.start(request(ROOT + "/failed")), "FAILURE");
    }

    /** Configures in the repository, like an administrator of AEM. */
    private void configure() {
        JsonObject engine = BulkContent.node("sling:OsgiConfig");
        Map.of("partitionSize", 40, "batchSize", 10, "errorPercent", 50, "errorWindow", 20)
                .forEach(engine::addProperty);
        // Earlier versions do not have it: outdated results are not the subject of the tests of this repository.
        engine.addProperty("renewOutdated", false);
        // Runs are kept however old the repository is.
        JsonObject retention = BulkContent.node("sling:OsgiConfig");
        retention.addProperty("keepDays", 100_000);
        JsonObject status = BulkContent.node("sling:OsgiConfig");
        status.addProperty("keepHours", 1_000_000);
        JsonObject folder = BulkContent.node("sling:Folder");
        folder.add("org.openguides.processing.engine", engine);
        folder.add("org.openguides.processing.retention", retention);
        folder.add("org.openguides.processing.status", status);
        JsonObject application = BulkContent.node("sling:Folder");
        application.add("config", folder);
        new BulkContent(admin).put("/apps", "earlier", application);
        new Configured(admin).await("org.openguides.processing.engine", "errorPercent", "50");
    }

    private String runningRun() {
        topics("running", 200, false);
        String running = api.start(request(ROOT + "/running"));
        api.await(running, "some", run -> number(run, "triggeredCount") >= 20);
        return running;
    }

    private void waiting() {
        topics("waiting", 20, false);
        HeldQueue runs = new HeldQueue(admin, HeldQueue.RUNS);
        HeldQueue status = new HeldQueue(admin, HeldQueue.STATUS);
        JsonObject filtered =
                request(ROOT + "/waiting", "{\"fileTypes\":[\"DITATOPIC\"],\"filterProcessedAssets\":true}");
        assertEquals("WAITING", text(api.status(api.start(filtered)), "status"));
        JsonObject paths = request(ROOT + "/dam");
        JsonObject job = GuidesApi.object(
                admin.post(GuidesApi.ASSETS, GuidesApi.JSON, BodyPublishers.ofString(paths.toString())));
        assertEquals("WAITING", text(job, "status"));
    }

    private void topics(String folder, int count, boolean broken) {
        TestContent content = new TestContent(admin, TestContent.Kind.FILE, "earlier/" + folder);
        for (int from = 0; from < count; from += 40) {
            Map<String, String> files = new HashMap<>();
            IntStream.range(from, Math.min(count, from + 40))
                    .forEach(i -> files.put(
                            String.format("t%03d.dita", i),
                            broken ? "<topic id='t'><title>Not closed" : DitaProject.topic("t" + i, "Topic " + i, "")));
            content.putAll(files);
        }
    }
}
