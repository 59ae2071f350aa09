package org.openguides.processing.it;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import com.google.gson.JsonObject;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.openguides.processing.it.GuidesApi.number;
import static org.openguides.processing.it.GuidesApi.request;
import static org.openguides.processing.it.GuidesApi.text;

/** Each part of a cluster fails in the middle of a run: the run continues, nothing is lost, nothing is done twice. */
@Nightly
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClusterCrashIT {

    private static final int ASSETS = Integer.getInteger("assets", 2000);
    private static final Duration GOES_ON = Duration.ofMinutes(4);
    private static final long OUTAGE_SECONDS = 20;
    private static final long SETTLED_SECONDS = 5;

    private final TwoNodes nodes = new TwoNodes(pace());
    private final ManyAssets assets = nodes.assets("cluster-crash", ASSETS);

    /** Whatever the number of assets, a run takes long enough to be interrupted, and has some partitions by then. */
    private static FragileSling.Pace pace() {
        return new FragileSling.Pace(Math.max(100, ASSETS / 20), 20, Math.max(1, Math.min(20, 40_000 / ASSETS)), 60);
    }

    @AfterEach
    void restartStoppedServers() {
        for (TwoNodes.Node node : new TwoNodes.Node[] {nodes.east(), nodes.west()}) {
            node.line().mend();
            if (!node.sling().server().process().isAlive()) {
                node.sling().start();
            }
        }
        nodes.awaitEachOther();
    }

    @AfterAll
    void end() {
        nodes.close();
    }

    @Test
    void theCoordinatingNodeIsKilled() {
        RunAudit audit = audit();
        String id = startedAThird();
        TwoNodes.Node coordinator = nodes.coordinator(id);
        TwoNodes.Node survivor = nodes.other(coordinator);

        coordinator.sling().server().kill();

        awaitEnd("coordinator's node killed", survivor, id);
        audit.assertComplete(survivor.admin(), id);
    }

    @Test
    void theOtherNodeIsKilled() {
        RunAudit audit = audit();
        String id = startedAThird();
        TwoNodes.Node survivor = nodes.coordinator(id);

        nodes.other(survivor).sling().server().kill();

        awaitEnd("other node killed", survivor, id);
        audit.assertComplete(survivor.admin(), id);
    }

    @Test
    void bothNodesAreKilled() {
        RunAudit audit = audit();
        String id = startedAThird();

        nodes.east().sling().server().kill();
        nodes.west().sling().server().kill();
        nodes.east().sling().begin();
        nodes.west().sling().start();
        nodes.east().sling().server().awaitStart();

        awaitEnd("both nodes killed, and started again", nodes.west(), id);
        audit.assertComplete(nodes.west().admin(), id);
    }

    @Test
    void theDatabaseIsKilledAndRestarted() throws IOException {
        RunAudit audit = audit();
        String id = startedAThird();

        nodes.postgres().kill();
        pause(OUTAGE_SECONDS);
        nodes.postgres().restart();

        awaitEnd("database killed, and back after " + OUTAGE_SECONDS + " s", nodes.east(), id);
        audit.assertComplete(nodes.east().admin(), id);
    }

    /** Oak stops the node, which must be restarted. */
    @Test
    void aNodeThatIsCutOffIsReplaced() {
        RunAudit audit = audit();
        String id = startedAThird();
        TwoNodes.Node cutOff = nodes.coordinator(id);
        TwoNodes.Node survivor = nodes.other(cutOff);

        cutOff.line().cut();
        awaitEnd("coordinator's node cut off", survivor, id);
        cutOff.line().mend();
        pause(OUTAGE_SECONDS);

        audit.assertComplete(survivor.admin(), id);
        cutOff.sling().server().kill();
    }

    /** Both nodes have to see the results of the previous run. */
    private RunAudit audit() {
        Awaitility.await("the same on both nodes").atMost(GOES_ON).until(() -> assets.results(
                        nodes.east().admin())
                .equals(assets.results(nodes.west().admin())));
        return new RunAudit(nodes.east().admin(), assets);
    }

    private String startedAThird() {
        String id = nodes.east().api().start(request(assets.folder()));
        nodes.east().api().await(id, "a third", run -> number(run, "triggeredCount") > ASSETS / 3);
        return id;
    }

    /**
     * Waits until a run continues and ends, and prints the times. Earlier results become visible meanwhile, which must not
     * count as progress.
     */
    private static void awaitEnd(String what, TwoNodes.Node node, String id) {
        long begun = System.nanoTime();
        pause(SETTLED_SECONDS);
        JsonObject found = await(node, id);
        JsonObject goesOn = Awaitility.await("progress of " + id)
                .atMost(GOES_ON)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(
                        () -> node.api().status(id),
                        run -> !text(run, "status").equals("PROCESSING")
                                || number(run, "triggeredCount") > number(found, "triggeredCount"));
        double progress = seconds(begun);
        node.api().awaitSuccess(id);
        System.out.printf(
                Locale.ROOT,
                "%s at %d assets: goes on after %.1f s (%d), done after %.1f s, %s%n",
                what,
                number(found, "triggeredCount"),
                progress,
                number(goesOn, "triggeredCount"),
                seconds(begun),
                node.api().log(id).shares());
    }

    private static JsonObject await(TwoNodes.Node node, String id) {
        return Awaitility.await("status of " + id)
                .atMost(GOES_ON)
                .ignoreExceptions()
                .until(() -> node.api().status(id), run -> true);
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }

    /** The duration itself is what the test needs. */
    private static void pause(long seconds) {
        try {
            TimeUnit.SECONDS.sleep(seconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
