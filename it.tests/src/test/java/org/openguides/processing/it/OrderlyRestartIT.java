package org.openguides.processing.it;

import java.time.Duration;
import java.util.Map;
import java.util.function.IntConsumer;

import com.google.gson.JsonObject;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openguides.launcher.server.ServerKind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openguides.processing.it.GuidesApi.number;
import static org.openguides.processing.it.GuidesApi.request;
import static org.openguides.processing.it.GuidesApi.text;

/**
 * The server, or only the engine, is stopped and started in an orderly way repeatedly during one run: the run continues each
 * time and ends in SUCCESS, nothing is done twice, and no stop counts as a death. {@code -Drestarts=20} sets the number.
 */
@Nightly
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OrderlyRestartIT {

    private static final int RESTARTS = Integer.getInteger("restarts", 20);
    /** Enough assets for each server to be stopped during the run. */
    private static final int ASSETS = RESTARTS * 80;

    private static final Duration GOES_ON = Duration.ofMinutes(2);
    private static final String BUNDLE = "/system/console/bundles/org.openguides.core";
    private static final String ENGINE = "org.openguides.processing.engine";
    private static final FragileSling.Pace PACE = new FragileSling.Pace(40, 10, 150, 60, 30);

    private final FragileSling sling = new FragileSling(ServerKind.SINGLE, PACE);
    private final ManyAssets assets = ManyAssets.create(sling.admin(), "restarts", ASSETS);

    @AfterAll
    void end() {
        sling.close();
    }

    @Test
    void restartsOfTheServer() {
        again("restarts of the server", restart -> {
            sling.server().stop();
            sling.start();
        });
    }

    @Test
    void restartsOfTheBundle() {
        again("restarts of the bundle", restart -> {
            for (String action : new String[] {"stop", "start"}) {
                assertEquals(
                        200,
                        sling.admin().post(BUNDLE, Map.of("action", action)).statusCode());
            }
        });
    }

    @Test
    void changesOfTheConfiguration() {
        ServerSettings settings = new ServerSettings(sling.admin());
        again("changes of the configuration", restart -> settings.set(ENGINE, pace(restart)));
    }

    /** The configuration with one changed property. */
    private static Map<String, String> pace(int restart) {
        return Map.of(
                "partitionSize", Integer.toString(PACE.partition()),
                "batchSize", Integer.toString(PACE.batch()),
                "assetSeconds", Integer.toString(PACE.patience()),
                "leaseSeconds", Integer.toString(PACE.lease()),
                "catalogSeconds", Integer.toString(FragileSling.CATALOG_SECONDS + restart));
    }

    /** Starts a run, and performs a restart each time that the run has progressed. */
    private void again(String what, IntConsumer restart) {
        RunAudit audit = new RunAudit(sling.admin(), assets);
        String id = sling.api().start(request(assets.folder()));
        int done = 0;
        for (int i = 1; i <= RESTARTS; i++) {
            JsonObject run = awaitAttempt(id, i, done);
            assertEquals("PROCESSING", text(run, "status"), run::toString);
            done = number(run, "triggeredCount");
            restart.accept(i);
        }
        awaitAttempt(id, RESTARTS + 1, done);
        JsonObject run = sling.api().awaitSuccess(id);
        audit.assertComplete(sling.admin(), id);
        Deaths.assertNone(sling.server(), id);
        System.out.printf(
                "%d %s during a run of %d assets, the last one at %d: %d attempts%n",
                RESTARTS, what, ASSETS, done, number(run, "attempt"));
        assertTrue(number(run, "attempt") > RESTARTS, run::toString);
    }

    /** Waits until an attempt has begun and has progressed further than the previous one. There is no response while the engine restarts. */
    private JsonObject awaitAttempt(String id, int attempt, int done) {
        return Awaitility.await("attempt " + attempt + " of " + id)
                .atMost(GOES_ON)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(
                        () -> sling.api().status(id),
                        run -> number(run, "attempt") >= attempt && number(run, "triggeredCount") > done);
    }
}
