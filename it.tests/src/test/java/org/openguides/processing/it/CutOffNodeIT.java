package org.openguides.processing.it;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import static org.openguides.processing.it.GuidesApi.number;
import static org.openguides.processing.it.GuidesApi.request;

/**
 * A node is cut off from the database for longer than our lease, and for less than Oak's: its work is taken over while it
 * still believes to own it, and what it was about to commit comes through late.
 */
@EnabledIfSystemProperty(named = "cluster", matches = ".*", disabledReason = "Takes minutes: say -Dcluster")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CutOffNodeIT {

    private static final int ASSETS = Integer.getInteger("assets", 2000);
    private static final int LEASE_SECONDS = 6;
    private static final int CUT_SECONDS = 18;
    private static final int CUTS = 4;

    private final TwoNodes nodes = new TwoNodes(new FragileSling.Pace(50, 20, 50, LEASE_SECONDS));
    private final ManyAssets assets = ManyAssets.create(nodes.east().admin(), "cut-off", ASSETS);

    @AfterAll
    void end() {
        nodes.close();
    }

    @Test
    void lateCommitsAreRefused() throws InterruptedException {
        RunAudit audit = new RunAudit(nodes.east().admin(), assets);
        String id = nodes.east().api().start(request(assets.folder()));
        for (int cut = 1; cut <= CUTS; cut++) {
            TwoNodes.Node node = cut % 2 == 0 ? nodes.east() : nodes.west();
            int part = ASSETS * cut / (CUTS + 2);
            nodes.other(node).api().await(id, "part " + cut, run -> number(run, "triggeredCount") >= part);
            node.line().cut();
            TimeUnit.SECONDS.sleep(CUT_SECONDS);
            node.line().mend();
        }
        nodes.east().api().awaitSuccess(id);
        nodes.west().api().awaitSuccess(id);
        audit.assertComplete(nodes.east().admin(), id);
        System.out.println(
                "cut off " + CUTS + " times: " + nodes.east().api().log(id).shares() + " in attempt "
                        + number(nodes.east().api().status(id), "attempt"));
    }
}
