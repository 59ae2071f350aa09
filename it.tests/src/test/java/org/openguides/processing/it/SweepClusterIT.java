package org.openguides.processing.it;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.google.gson.JsonObject;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openguides.processing.it.GuidesApi.request;
import static org.openguides.processing.it.GuidesApi.text;

/**
 * Scheduled processing on two nodes whose clocks differ by a second, each minute. {@code -Dfaketime} is the path of libfaketime; without it
 * these tests do not run.
 */
@Nightly
@EnabledIfSystemProperty(
        named = "faketime",
        matches = ".+",
        disabledReason = "needs -Dfaketime=/path/to/libfaketime.so.1")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SweepClusterIT {

    private static final int TICKS = 8;
    private static final String ROOT = "/content/dam";
    private static final String RECORD = "/var/openguides/sweep.json";

    private final FakedClock clock = new FakedClock();
    private final TwoNodes nodes = new TwoNodes(new FragileSling.Pace(600, 100, 0, 60), clock::of);
    private final SlingClient west = nodes.west().admin();

    @AfterAll
    void end() {
        nodes.close();
    }

    @Test
    void eachMinuteIsOneJob() {
        clock.set(Duration.ofSeconds(1));
        for (TwoNodes.Node node : List.of(nodes.east(), nodes.west())) {
            ServerSettings settings = new ServerSettings(node.admin());
            settings.set("org.openguides.processing.sweep", Map.of("scheduler.expression", "0 * * * * ?"));
            settings.set("org.openguides.processing.live", Map.of("enabled", "true"));
        }
        long first = awaitTick(0);
        int before = executions();
        long last = awaitTick(first + TICKS - 1);
        System.out.println(scheduled().toList());
        assertEquals(first + TICKS, last);
        assertEquals(TICKS, executions() - before);

        int starts = 0;
        while (awaitedOr(last + 2) < last + 2) {
            String id = nodes.west().api().start(request(ROOT));
            nodes.west().api().awaitSuccess(id);
            starts++;
        }
        assertTrue(starts > 0, "none was refused");
        System.out.println(starts + " jobs of a user during two ticks");
    }

    /** Waits for a later tick than this one, and for the end of its job; returns its minute. */
    private long awaitTick(long minute) {
        Awaitility.await("tick after " + minute)
                .atMost(Duration.ofMinutes(TICKS + 3))
                .pollInterval(Duration.ofMillis(500))
                .during(Duration.ofSeconds(5)) // the job of a tick is recorded after the tick
                .until(() -> tick(record()) > minute
                        && !record().has("run")
                        && scheduled().noneMatch(job -> job.get("cancellable").getAsBoolean()));
        return tick(record());
    }

    private long awaitedOr(long minute) {
        return Math.min(tick(record()), minute);
    }

    private JsonObject record() {
        return west.get(RECORD).statusCode() == 200 ? west.json(RECORD) : new JsonObject();
    }

    private static long tick(JsonObject record) {
        return record.has("lastTick") ? record.get("lastTick").getAsLong() : 0;
    }

    /** The number of jobs over all content that were scheduled; a record may stand for several. */
    private int executions() {
        return scheduled()
                .mapToInt(job -> job.has("ticks") ? job.get("ticks").getAsInt() : 1)
                .sum();
    }

    private Stream<JsonObject> scheduled() {
        return west
                .json(GuidesApi.HISTORY + "?limit=1000&system=true")
                .getAsJsonArray("executionHistory")
                .asList()
                .stream()
                .map(job -> job.getAsJsonObject())
                .filter(job -> text(job, "path").equals(ROOT));
    }
}
