package org.openguides.processing.it;

import java.util.List;
import java.util.Map;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openguides.processing.it.GuidesApi.number;
import static org.openguides.processing.it.GuidesApi.request;
import static org.openguides.processing.it.GuidesApi.text;

/** Two servers on one repository: requests to one of them are processed by both and visible on both. */
@Nightly
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClusterIT {

    private static final int ASSETS = Integer.getInteger("assets", 320);

    /** A run takes long enough to be cancelled in the middle. */
    private final TwoNodes nodes =
            new TwoNodes(new FragileSling.Pace(Math.max(50, ASSETS / 20), 10, Math.max(4, 6400 / ASSETS), 60));

    private final ManyAssets assets = nodes.assets("cluster", ASSETS);

    @AfterAll
    void end() {
        nodes.close();
    }

    @Test
    void bothNodesWorkOnARunAndReportIt() {
        RunAudit audit = new RunAudit(nodes.west().admin(), assets);
        String id = nodes.west().api().start(request(assets.folder()));

        nodes.east().api().awaitKnown(id);
        JsonObject run = nodes.east().api().awaitSuccess(id);
        nodes.west().api().awaitSuccess(id);

        audit.assertComplete(nodes.east().admin(), id);
        audit.assertComplete(nodes.west().admin(), id);
        Map<String, Integer> shares = nodes.west().api().log(id).shares();
        assertEquals(
                ASSETS, shares.values().stream().mapToInt(Integer::intValue).sum(), shares::toString);
        assertTrue(shares.keySet().containsAll(List.of("east", "west")), shares::toString);
        System.out.printf(
                "%d assets in %d ms: %s%n",
                ASSETS,
                run.get("completedAt").getAsLong() - run.get("startedAt").getAsLong(),
                shares);
    }

    @Test
    void aCancelPostedToTheOtherNodeStopsTheRun() {
        String id = nodes.east().api().start(request(assets.folder()));
        nodes.east().api().await(id, "some", run -> number(run, "triggeredCount") > 40);

        nodes.west().api().awaitKnown(id);
        nodes.west().api().control("cancel", id);

        nodes.east().api().awaitEnd(id, "CANCELLED");
        JsonObject run = nodes.west().api().awaitEnd(id, "CANCELLED");
        assertTrue(number(run, "triggeredCount") < ASSETS, run::toString);
        assertEquals(
                text(run, "processingId"), text(nodes.west().api().history().get(0), "processingId"));
        RunAudit.assertNothingIsLeftBehind(nodes.west().admin(), id);
    }
}
