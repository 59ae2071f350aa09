package org.openguides.processing.it;

import java.time.Duration;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.google.gson.JsonObject;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openguides.launcher.server.ServerJmx;
import org.openguides.launcher.server.ServerKind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.openguides.processing.it.GuidesApi.number;
import static org.openguides.processing.it.GuidesApi.request;
import static org.openguides.processing.it.GuidesApi.text;

/** Many runs at once on one server, and small ones during a large one, which has {@code -Dlarge=100000} assets or fewer. */
@Nightly
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ManyRunsIT {

    private static final int LARGE = Integer.getInteger("large", 20_000);
    private static final int RUNS = 50;
    private static final int SMALL = 200;
    private static final int TINY = 10;
    private static final Duration ALL_END = Duration.ofHours(2);
    private static final Duration LETS_GO = Duration.ofMinutes(3);

    /** With the sizes that the engine has if nothing is configured. */
    private final FragileSling sling =
            new FragileSling(ServerKind.single("2g"), new FragileSling.Pace(2000, 100, 0, 60, 120));

    private final GuidesApi api = sling.api();
    private final ManyAssets large = ManyAssets.create(sling.admin(), "large", LARGE);

    @AfterAll
    void end() {
        sling.close();
    }

    @Test
    void aTinyRunDoesNotWaitForALargeOne() {
        Map<String, Predicate<JsonObject>> moments = new LinkedHashMap<>();
        moments.put("that has just begun", run -> true);
        moments.put("that selects", run -> number(run.getAsJsonObject("migrationSet"), "totalFiles") > 0);
        moments.put("that processes", run -> number(run, "triggeredCount") > LARGE / 10);
        String slow = api.start(request(large.folder()));
        moments.forEach((moment, condition) -> {
            JsonObject beside = api.await(slow, moment, condition);
            TestContent tiny = tiny(moment.substring(moment.lastIndexOf(' ') + 1));

            long begun = System.nanoTime();
            JsonObject run = api.run(request(tiny.folder()));

            System.out.printf(
                    Locale.ROOT,
                    "%d assets beside a run of %d %s, %d done: %.1f s%n",
                    TINY,
                    LARGE,
                    moment,
                    number(beside, "triggeredCount"),
                    (System.nanoTime() - begun) / 1e9);
            assertEquals(TINY, number(run, "succeededCount"), run::toString);
            assertEquals("PROCESSING", text(api.status(slow), "status"));
        });
        api.control("cancel", slow);
        api.awaitEnd(slow, "CANCELLED");
    }

    @Test
    void manyRunsAndALargeOneEndAndLeaveNothingBehind() {
        List<ManyAssets> all = IntStream.rangeClosed(1, RUNS)
                .mapToObj(i -> ManyAssets.create(sling.admin(), "small-" + i, SMALL))
                .collect(Collectors.toList());
        all.add(large);
        InstalledBundle platform =
                new InstalledBundle(sling.admin(), "org.openguides.it.mbeanserver", PlatformBeans.class);
        platform.install();
        try (ServerJmx jmx = new ServerJmx(sling.server().process())) {
            api.run(request(all.get(0).folder())); // creates what is created once
            Holdings before = settled(jmx);

            runAtOnce(all);

            Awaitility.await("as before: " + before)
                    .atMost(LETS_GO)
                    .until(() -> Holdings.of(jmx), now -> now.isNoMoreThan(before));
            System.out.println("Before: " + before + ", after: " + Holdings.of(jmx));
        } finally {
            platform.uninstall();
        }
    }

    private void runAtOnce(List<ManyAssets> all) {
        List<RunAudit> audits =
                all.stream().map(assets -> new RunAudit(sling.admin(), assets)).toList();
        // the large one comes first
        String slow = api.start(request(large.folder()));
        List<String> ids = all.stream()
                .map(assets -> assets == large ? slow : api.start(request(assets.folder())))
                .toList();
        List<JsonObject> ends = ids.stream().map(this::end).toList();
        for (int i = 0; i < ids.size(); i++) {
            audits.get(i).assertComplete(sling.admin(), ids.get(i));
        }
        DoubleSummaryStatistics small = ends.stream()
                .filter(run -> run != ends.get(RUNS))
                .mapToDouble(ManyRunsIT::seconds)
                .summaryStatistics();
        System.out.printf(
                Locale.ROOT,
                "%d runs of %d assets beside one of %d: each %.1f s at least, %.1f on average, %.1f at most; the large one %.1f"
                        + " s%n",
                RUNS,
                SMALL,
                LARGE,
                small.getMin(),
                small.getAverage(),
                small.getMax(),
                seconds(ends.get(RUNS)));
    }

    private static double seconds(JsonObject ended) {
        return (ended.get("completedAt").getAsLong() - ended.get("startedAt").getAsLong()) / 1e3;
    }

    private JsonObject end(String id) {
        return Awaitility.await("end of " + id)
                .atMost(ALL_END)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> api.status(id), run -> !run.get("cancellable").getAsBoolean());
    }

    /** When what the run before has had is gone. */
    private static Holdings settled(ServerJmx jmx) {
        return Awaitility.await("threads that have ended")
                .atMost(LETS_GO)
                .until(() -> Holdings.of(jmx), Holdings::isSettled);
    }

    private TestContent tiny(String name) {
        TestContent content = new TestContent(sling.admin(), TestContent.Kind.FILE, "tiny-" + name);
        content.putAll(IntStream.range(0, TINY)
                .boxed()
                .collect(Collectors.toMap(i -> "t" + i + ".dita", i -> DitaProject.topic("t", "Topic " + i, ""))));
        return content;
    }
}
