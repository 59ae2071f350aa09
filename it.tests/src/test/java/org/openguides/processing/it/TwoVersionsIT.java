package org.openguides.processing.it;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openguides.processing.it.GuidesApi.number;
import static org.openguides.processing.it.GuidesApi.request;
import static org.openguides.processing.it.GuidesApi.text;
import static org.openguides.processing.it.Problems.assertProblem;

/** A server whose bundle is replaced by a later version, and by the present one again, on one repository, while runs go on. */
final class TwoVersionsIT {

    private static final int ASSETS = 320;
    private static final SlingServer.Kind PRESENT = SlingServer.Kind.SINGLE;

    private final FragileSling sling = new FragileSling(40, 10, 20);

    @AfterEach
    void end() {
        sling.close();
    }

    @ParameterizedTest
    @EnumSource
    void eachVersionGoesOnWithItsOwnRunsAndLeavesThoseOfTheLaterOneAlone(LaterBundle later) throws Exception {
        SlingServer.Kind laterKind = PRESENT.withArtifacts(later.repository());
        ManyAssets first = ManyAssets.create(sling.admin(), "forward", ASSETS);
        ManyAssets second = ManyAssets.create(sling.admin(), "back", ASSETS);
        TestContent few = few();
        RunAudit ofFirst = new RunAudit(sling.admin(), first);
        RunAudit ofSecond = new RunAudit(sling.admin(), second);
        sling.api().run(request(few.folder()));
        Interrupted earlier = runningAmid(first);

        sling.startAs(laterKind);

        sling.api().awaitSuccess(earlier.id());
        ofFirst.assertComplete(sling.admin(), earlier.id());
        boolean otherResults = later == LaterBundle.FORMAT;
        assertEquals(otherResults ? 3 : 0, processedAgain(few), "what the present version has processed");
        assertEquals(0, processedAgain(few), "once");
        Interrupted theirs = runningAmid(second);

        sling.startAs(PRESENT);

        assertLeftAlone(theirs, second, few);
        sling.server().stop();
        sling.startAs(laterKind);
        sling.api().awaitSuccess(theirs.id());
        ofSecond.assertComplete(sling.admin(), theirs.id());
    }

    private TestContent few() {
        TestContent content = new TestContent(sling.admin(), TestContent.Kind.FILE, "few");
        for (String name : List.of("a", "b", "c")) {
            content.put(name + ".dita", DitaProject.topic(name, "Topic", ""));
        }
        return content;
    }

    /** A run in the middle of which the server has died. */
    private record Interrupted(String id, String node) {}

    private Interrupted runningAmid(ManyAssets assets) {
        String id = sling.api().start(request(assets.folder()));
        sling.api().await(id, "some", run -> number(run, "triggeredCount") > 40);
        sling.server().awaitFlush();
        assertEquals("PROCESSING", text(sling.api().status(id), "status"));
        Interrupted run = new Interrupted(id, RunAudit.node(sling.admin(), id));
        sling.server().kill();
        return run;
    }

    private int processedAgain(TestContent content) {
        return number(sling.api().run(request(content.folder(), "{\"filterProcessedAssets\":true}")), "triggeredCount");
    }

    private void assertLeftAlone(Interrupted run, ManyAssets assets, TestContent few) throws IOException {
        String theirs = run.id();
        GuidesApi api = sling.api();
        Awaitility.await("sweep").until(() -> toldOf(theirs) > 0);
        String before = record(run);

        assertFalse(api.history().stream()
                .map(each -> text(each, "processingId"))
                .toList()
                .contains(theirs));
        assertProblem(
                400, "job-not-found", "processingId", sling.admin().get(GuidesApi.STATUS + "?processingId=" + theirs));
        assertProblem(
                400, "job-not-found", "processingId", sling.admin().get(GuidesApi.LOGS + "?processingId=" + theirs));
        for (String what : List.of("cancel", "resume", "restart")) {
            assertProblem(
                    400,
                    "job-not-found",
                    "processingId",
                    sling.admin().post(GuidesApi.PROCESS + "/" + what, Map.of("processingId", theirs)));
        }
        assertProblem(
                400,
                "overlapping-job",
                "path",
                api.post(request(assets.folder()).toString()));
        Map<String, String> statuses = api.assetStatuses(assets.folder());
        assertTrue(statuses.values().stream().allMatch("PROCESSING"::equals), statuses::toString);
        assertEquals(0, processedAgain(few), "results of a later version count");
        assertTrue(api.assetStatuses(few.folder()).values().stream().allMatch("SUCCESS"::equals));
        api.run(request(few.folder()));

        assertEquals(before, record(run));
        assertEquals(1, toldOf(theirs));
        assertEquals(
                List.of(),
                sling.server().errors().stream()
                        .filter(line -> line.contains("openguides"))
                        .toList());
    }

    /** All that is in the repository of it, its log excepted, and whether it has its claim. */
    private String record(Interrupted run) {
        return sling.admin().json("/var/openguides/claims.1.json").has(run.id())
                + " " + sling.admin().json(run.node() + ".0.json")
                + " " + sling.admin().json(run.node() + "/partitions.1.json");
    }

    private long toldOf(String id) throws IOException {
        try (var lines = Files.lines(sling.server().log())) {
            return lines.filter(line -> line.contains("record=" + id + " is left alone"))
                    .count();
        }
    }
}
