package org.openguides.processing.it;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import com.google.gson.JsonObject;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openguides.launcher.server.ServerKind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.openguides.processing.it.GuidesApi.number;
import static org.openguides.processing.it.GuidesApi.request;
import static org.openguides.processing.it.GuidesApi.text;

/**
 * A process is suspended during a run, like a virtual machine that is moved: another node, if there is one, takes over its
 * work, its later commits are refused, and no asset is blamed. {@code -Dstill=120} sets the number of seconds;
 * beyond a lease of Oak, Oak stops the node, which must be restarted.
 */
@Nightly
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StandstillIT {

    /** Longer than our lease, shorter than Oak's. */
    private static final int STILL_SECONDS = Integer.getInteger("still", 20);

    private static final int LEASE_OF_OAK_SECONDS = 120;

    private static final int LEASE_SECONDS = 4;
    private static final int ASSETS = Integer.getInteger("assets", 2000);
    private static final FragileSling.Pace PACE = new FragileSling.Pace(50, 20, 60, LEASE_SECONDS, 10);
    private static final Duration COMES_BACK = Duration.ofMinutes(1);

    private final TwoNodes nodes = new TwoNodes(PACE);
    private final ManyAssets assets = nodes.assets("standstill", ASSETS);

    @AfterAll
    void end() {
        nodes.close();
    }

    @Test
    void ofTheCoordinatorsNode() {
        RunAudit audit = audit();
        String id = begun();
        standStill(nodes.coordinator(id), STILL_SECONDS);
        assertEnds(audit, id);
    }

    @Test
    void ofTheOtherNode() {
        RunAudit audit = audit();
        String id = begun();
        TwoNodes.Node coordinator = nodes.coordinator(id);
        PartitionOwners owners = new PartitionOwners(coordinator.admin(), id);
        TwoNodes.Node other = nodes.other(coordinator);
        awaitCommit(new PartitionOwners(other.admin(), id));
        standStill(other, STILL_SECONDS, () -> assertGoesOn(owners));
        assertEnds(audit, id);
    }

    /** The next commit of a worker: it is not visible on other nodes for up to a second. */
    private static void awaitCommit(PartitionOwners owners) {
        Set<String> before = owners.commitsOfOthers();
        Awaitility.await("the next commit").pollInterval(Duration.ofMillis(10)).until(() -> !owners.commitsOfOthers()
                .equals(before));
    }

    /**
     * The coordinator is not held up by what it has to take from the suspended node. If the last commits there are not
     * visible yet, that has to wait until Oak has recovered this node.
     */
    private static void assertGoesOn(PartitionOwners owners) {
        String heartbeat = owners.coordinatorsHeartbeat();
        Awaitility.await("the next heartbeat")
                .atMost(Duration.ofSeconds(LEASE_SECONDS * 5))
                .until(() -> !owners.coordinatorsHeartbeat().equals(heartbeat));
        if (STILL_SECONDS >= LEASE_OF_OAK_SECONDS) {
            Awaitility.await("its work has been taken from it")
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> owners.ofOthers().isEmpty());
        }
    }

    /** The node that takes over is suspended as well. */
    @Test
    void ofOneNodeAfterTheOther() {
        RunAudit audit = audit();
        String id = begun();
        for (TwoNodes.Node node : new TwoNodes.Node[] {nodes.east(), nodes.west(), nodes.east(), nodes.west()}) {
            standStill(node, LEASE_SECONDS * 3);
        }
        assertEnds(audit, id);
    }

    @Test
    void ofTheOnlyNode() {
        try (FragileSling alone = new FragileSling(ServerKind.SINGLE, PACE)) {
            ManyAssets few = ManyAssets.create(alone.admin(), "alone", 400);
            RunAudit audit = new RunAudit(alone.admin(), few);
            String id = alone.api().start(request(few.folder()));
            alone.api().await(id, "beginning", run -> number(run, "triggeredCount") > 0);

            alone.server().standStill();
            pause(STILL_SECONDS);
            alone.server().goOn();

            JsonObject run = alone.api().awaitSuccess(id);
            audit.assertComplete(alone.admin(), id);
            Deaths.assertNone(alone.server(), id);
            assertEquals(1, number(run, "attempt"), run::toString);
        }
    }

    /** Both nodes have to see the results of the previous run. */
    private RunAudit audit() {
        Awaitility.await("the same on both nodes").atMost(COMES_BACK).until(() -> assets.results(
                        nodes.east().admin())
                .equals(assets.results(nodes.west().admin())));
        return new RunAudit(nodes.east().admin(), assets);
    }

    /** Starts a run and waits until both nodes work on it. */
    private String begun() {
        String id = nodes.east().api().start(request(assets.folder()));
        PartitionOwners owners = new PartitionOwners(nodes.east().admin(), id);
        Awaitility.await("work on both nodes")
                .atMost(COMES_BACK)
                .ignoreExceptions()
                .until(() ->
                        !owners.ofCoordinator().isEmpty() && !owners.ofOthers().isEmpty());
        return id;
    }

    private void standStill(TwoNodes.Node node, int seconds) {
        standStill(node, seconds, () -> {});
    }

    /** Suspends a node until a condition holds. */
    private void standStill(TwoNodes.Node node, int seconds, Runnable assertion) {
        TwoNodes.Node other = nodes.other(node);
        node.sling().server().standStill();
        try {
            pause(seconds);
            assertion.run();
        } finally {
            node.sling().server().goOn();
        }
        boolean isBack = comesBack(node);
        System.out.printf(
                Locale.ROOT,
                "%s stood still for %d s and %s%n",
                node.name(),
                seconds,
                isBack ? "goes on" : "was given up by Oak: it is started again");
        if (!isBack) {
            node.sling().crash();
        }
        nodes.awaitEachOther();
        Awaitility.await(other.name()).ignoreExceptions().until(() -> isAnswering(other));
    }

    private static boolean comesBack(TwoNodes.Node node) {
        try {
            Awaitility.await(node.name())
                    .atMost(COMES_BACK)
                    .ignoreExceptions()
                    .during(Duration.ofSeconds(5)) // Oak detects this with the next renewal of its lease
                    .until(() -> isAnswering(node));
            return true;
        } catch (ConditionTimeoutException gone) {
            return false;
        }
    }

    private static boolean isAnswering(TwoNodes.Node node) {
        return node.admin().get(GuidesApi.HISTORY).statusCode() == 200;
    }

    private void assertEnds(RunAudit audit, String id) {
        for (TwoNodes.Node node : new TwoNodes.Node[] {nodes.east(), nodes.west()}) {
            node.api().awaitSuccess(id);
        }
        audit.assertComplete(nodes.east().admin(), id);
        for (TwoNodes.Node node : new TwoNodes.Node[] {nodes.east(), nodes.west()}) {
            Deaths.assertNoneBlamed(node.sling().server());
        }
        JsonObject run = nodes.east().api().status(id);
        System.out.printf(
                "%s after %d attempts, %s%n",
                text(run, "status"),
                number(run, "attempt"),
                nodes.east().api().log(id).shares());
    }

    /** The duration itself is what the test needs. */
    private static void pause(int seconds) {
        try {
            TimeUnit.SECONDS.sleep(seconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
