package org.openguides.processing.it;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openguides.launcher.server.ServerKind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.openguides.processing.it.GuidesApi.number;
import static org.openguides.processing.it.GuidesApi.request;
import static org.openguides.processing.it.GuidesApi.text;
import static org.openguides.processing.it.Problems.assertProblem;

/** A server whose bundle is replaced by later versions and back, on one repository, during active runs. */
@Nightly
final class TwoVersionsIT {

    private static final int ASSETS = 200;
    private static final ServerKind PRESENT = ServerKind.SINGLE;

    private final FragileSling sling = new FragileSling(40, 10, 30);
    private long linesBefore;

    @AfterEach
    void end() {
        sling.close();
    }

    @Test
    void eachVersionContinuesWhatItUnderstandsAndLeavesTheRestAlone() throws IOException {
        AuditedRun earlier = new AuditedRun("present");
        AuditedRun format = new AuditedRun("format");
        AuditedRun state = new AuditedRun("state");
        TestContent few = few();
        sling.api().run(request(few.folder()));
        earlier.dieAmid();

        sling.startAs(later(LaterBundle.FORMAT));
        earlier.assertGoesOnToItsEnd();
        assertEquals(3, processedAgain(few), "what the present version has processed");
        assertEquals(0, processedAgain(few), "once");
        format.dieAmid();

        sling.startAs(later(LaterBundle.STATE));
        state.dieAmid();

        linesBefore = log().size();
        sling.startAs(PRESENT);
        format.assertLeftAlone();
        state.assertLeftAlone();
        assertEquals(0, processedAgain(few), "results of a later version count");
        assertEquals(
                Set.of("SUCCESS"),
                Set.copyOf(sling.api().assetStatuses(few.folder()).values()));
        sling.api().run(request(few.folder()));
        assertEquals(
                List.of(),
                log().stream()
                        .filter(line -> line.contains(" *ERROR* ") && line.contains("openguides"))
                        .toList());
        sling.server().stop();

        sling.startAs(later(LaterBundle.LATEST));
        format.assertGoesOnToItsEnd();
        state.assertGoesOnToItsEnd();
    }

    private static ServerKind later(LaterBundle bundle) {
        return PRESENT.withArtifacts(bundle.repository());
    }

    /** The lines of the server's log since the current version is back. */
    private List<String> log() throws IOException {
        try (var lines = Files.lines(sling.server().log())) {
            return lines.skip(linesBefore).toList();
        }
    }

    private TestContent few() {
        TestContent content = new TestContent(sling.admin(), TestContent.Kind.FILE, "few");
        for (String name : List.of("a", "b", "c")) {
            content.put(name + ".dita", DitaProject.topic(name, "Topic", ""));
        }
        return content;
    }

    private int processedAgain(TestContent content) {
        return number(sling.api().run(request(content.folder(), "{\"filterProcessedAssets\":true}")), "triggeredCount");
    }

    /** A run during which the server dies. */
    private final class AuditedRun {

        private final ManyAssets assets;
        private final RunAudit audit;
        private String id = "";
        private String node = "";

        AuditedRun(String folder) {
            assets = ManyAssets.create(sling.admin(), folder, ASSETS);
            audit = new RunAudit(sling.admin(), assets);
        }

        void dieAmid() {
            id = sling.api().start(request(assets.folder()));
            sling.api().await(id, "some", run -> number(run, "triggeredCount") > 40);
            sling.server().awaitFlush();
            assertEquals("PROCESSING", text(sling.api().status(id), "status"));
            node = RunAudit.node(sling.admin(), id);
            sling.server().kill();
        }

        void assertGoesOnToItsEnd() {
            sling.api().awaitSuccess(id);
            audit.assertComplete(sling.admin(), id);
        }

        void assertLeftAlone() throws IOException {
            SlingClient admin = sling.admin();
            Awaitility.await("sweep").until(() -> timesTold() > 0);
            String before = record();

            assertFalse(sling.api().history().stream()
                    .map(each -> text(each, "processingId"))
                    .toList()
                    .contains(id));
            assertProblem(400, "job-not-found", "processingId", admin.get(GuidesApi.STATUS + "?processingId=" + id));
            assertProblem(400, "job-not-found", "processingId", admin.get(GuidesApi.LOGS + "?processingId=" + id));
            for (String what : List.of("cancel", "resume", "restart")) {
                assertProblem(
                        400,
                        "job-not-found",
                        "processingId",
                        admin.post(GuidesApi.PROCESS + "/" + what, Map.of("processingId", id)));
            }
            assertProblem(
                    400,
                    "overlapping-job",
                    "",
                    sling.api().post(request(assets.folder()).toString()));
            Map<String, String> statuses = sling.api().assetStatuses(assets.folder());
            assertEquals(Set.of("PROCESSING"), Set.copyOf(statuses.values()), statuses::toString);

            assertEquals(before, record());
            assertEquals(1, timesTold());
        }

        /** The content of its record without the log, and whether it has its claim. */
        private String record() {
            SlingClient admin = sling.admin();
            return admin.json("/var/openguides/claims.1.json").has(id)
                    + " " + admin.json(node + ".0.json")
                    + " " + admin.json(node + "/partitions.1.json");
        }

        private long timesTold() throws IOException {
            return log().stream()
                    .filter(line -> line.contains("record=" + id + " is ignored"))
                    .count();
        }
    }
}
