package org.openguides.processing.it;

import java.time.Duration;

import com.google.gson.JsonObject;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openguides.launcher.server.ServerKind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openguides.processing.it.GuidesApi.number;
import static org.openguides.processing.it.GuidesApi.request;
import static org.openguides.processing.it.GuidesApi.text;

/**
 * The clock of a node jumps ten minutes forward and back during a run: nothing is taken over from a living owner, nothing is
 * done twice, no asset is blamed. {@code -Dfaketime} is the path of libfaketime; without it these tests do not run.
 */
@EnabledIfSystemProperty(
        named = "faketime",
        matches = ".+",
        disabledReason = "needs -Dfaketime=/path/to/libfaketime.so.1")
final class ClockJumpIT {

    private static final Duration JUMP = Duration.ofMinutes(10);
    private static final int ASSETS = Integer.getInteger("assets", 800);
    private static final Duration GIVEN_UP = Duration.ofMinutes(1);

    private final FakedClock clock = new FakedClock();

    @Test
    void ofTheOnlyNode() {
        FragileSling.Pace pace = new FragileSling.Pace(40, 10, 80, 60);
        try (FragileSling sling = new FragileSling(clock.of(ServerKind.SINGLE), pace)) {
            ManyAssets assets = ManyAssets.create(sling.admin(), "clock", ASSETS);
            RunAudit audit = new RunAudit(sling.admin(), assets);
            String id = sling.api().start(request(assets.folder()));
            awaitMore(sling.api(), id);

            clock.set(JUMP);
            JsonObject ahead = awaitMore(sling.api(), id);
            assertTrue(isAhead(ahead), ahead::toString);
            clock.set(Duration.ZERO);
            awaitMore(sling.api(), id);

            JsonObject run = sling.api().awaitSuccess(id);
            audit.assertComplete(sling.admin(), id);
            Deaths.assertNone(sling.server(), id);
            assertEquals(1, number(run, "attempt"), run::toString);
        }
    }

    /** Oak stops the node whose lease seems to have expired; it is restarted when its clock is right. */
    @Test
    void ofOneNodeOfTwo() {
        FragileSling.Pace pace = new FragileSling.Pace(40, 10, 200, 60);
        try (TwoNodes nodes = new TwoNodes(pace, clock::of)) {
            ManyAssets assets = nodes.assets("clock", ASSETS);
            RunAudit audit = new RunAudit(nodes.west().admin(), assets);
            String id = nodes.east().api().start(request(assets.folder()));
            nodes.west().api().awaitKnown(id);
            awaitMore(nodes.west().api(), id);

            clock.set(JUMP);
            awaitMore(nodes.west().api(), id);
            boolean isGivenUp = isGivenUp(nodes.east());
            clock.set(Duration.ZERO);
            awaitMore(nodes.west().api(), id);
            if (isGivenUp || isGivenUp(nodes.east())) {
                System.out.println("Oak has given up the node whose clock jumped");
                nodes.east().sling().crash();
            }

            nodes.west().api().awaitSuccess(id);
            nodes.awaitEachOther();
            audit.assertComplete(nodes.west().admin(), id);
            Deaths.assertNoneBlamed(nodes.east().sling().server());
            Deaths.assertNoneBlamed(nodes.west().sling().server());
        }
    }

    /** Waits until a run has progressed. */
    private static JsonObject awaitMore(GuidesApi api, String id) {
        int done = number(api.status(id), "triggeredCount");
        JsonObject run = api.await(id, "progress", now -> number(now, "triggeredCount") > done);
        assertEquals("PROCESSING", text(run, "status"), run::toString);
        return run;
    }

    /** The time of the last heartbeat is from the clock of the server, not of the tests. */
    private static boolean isAhead(JsonObject run) {
        return run.get("updatedAt").getAsLong() > System.currentTimeMillis() + JUMP.toMillis() / 2;
    }

    private static boolean isGivenUp(TwoNodes.Node node) {
        try {
            Awaitility.await(node.name())
                    .atMost(GIVEN_UP)
                    .ignoreExceptions()
                    .during(Duration.ofSeconds(10))
                    .until(() -> node.admin().get(GuidesApi.HISTORY).statusCode() == 200);
            return false;
        } catch (ConditionTimeoutException gone) {
            return true;
        }
    }
}
