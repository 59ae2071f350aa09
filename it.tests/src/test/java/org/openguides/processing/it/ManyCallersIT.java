package org.openguides.processing.it;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openguides.launcher.server.ServerJmx;
import org.openguides.launcher.server.ServerKind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openguides.processing.it.GuidesApi.number;
import static org.openguides.processing.it.GuidesApi.request;

/** Many callers at once, for {@code -Dminutes=2}: some look on, others start runs, as many as they may and more. */
@Nightly
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ManyCallersIT {

    private static final int MINUTES = Integer.getInteger("minutes", 2);
    private static final int LOOKING = 500;
    private static final int STARTING = 50;
    /** Fewer than those who start, who all are one user. */
    private static final int RUNS_PER_USER = 20;
    /** How long a caller waits after an answer before it asks again. */
    private static final Duration PAUSE = Duration.ofSeconds(3);
    /** Assets of the run that goes on meanwhile, each of which takes longer than usual. */
    private static final int ASSETS = 2_000 * MINUTES;

    private static final int BRAKE_MILLIS = 100;

    private static final String USER = "many-callers";
    private static final String LIMITS = "org.openguides.processing.limits";
    private static final Duration SETTLES = Duration.ofMinutes(5);

    private final FragileSling sling =
            new FragileSling(ServerKind.SINGLE, new FragileSling.Pace(200, 50, BRAKE_MILLIS, 60, 120));
    private final SlingClient admin = sling.admin();
    private final GuidesApi api = sling.api();
    private final SlingClient user = sling.server().anonymous().as(USER, USER);

    @AfterAll
    void end() {
        sling.close();
    }

    @Test
    void areAnsweredAsIsDocumentedAndLeaveNothing() {
        ManyAssets large = ManyAssets.create(admin, "goes-on", ASSETS);
        TestContent small = smallFolders();
        new ServerSettings(admin).set(LIMITS, Map.of("runsPerUser", String.valueOf(RUNS_PER_USER)));
        new Configured(admin).await(LIMITS, "runsPerUser", String.valueOf(RUNS_PER_USER));
        InstalledBundle platform = new InstalledBundle(admin, "org.openguides.it.mbeanserver", PlatformBeans.class);
        platform.install();
        try (ServerJmx jmx = new ServerJmx(sling.server().process());
                Callers callers = new Callers(LOOKING + STARTING, PAUSE)) {
            new GuidesApi(user).run(request(small.path("f0"))); // makes what is made once
            Holdings before = settled(jmx);
            String goesOn = api.start(request(large.folder()));

            callers.begin(LOOKING, number -> admin.get(looked(number, goesOn)));
            callers.begin(STARTING, number -> start(small.path("f" + number)));
            callers.end(Duration.ofMinutes(MINUTES));

            System.out.println(callers);
            assertTrue(callers.answers("process 200") > 0, callers::toString);
            assertTrue(callers.answers("process 400 too-many-jobs") > 0, callers::toString);
            assertEquals(ASSETS, number(api.awaitSuccess(goesOn), "triggeredCount"));
            Awaitility.await("as before: " + before)
                    .atMost(SETTLES)
                    .until(() -> Holdings.of(jmx), now -> now.isNoMoreThan(before));
            System.out.println("Before: " + before + ", after: " + Holdings.of(jmx));
        } finally {
            platform.uninstall();
        }
    }

    private TestContent smallFolders() {
        Map<String, String> fields = Map.of(":name", USER, "pwd", USER, "pwdConfirm", USER);
        assertEquals(
                200, admin.post("/system/userManager/user.create.json", fields).statusCode());
        TestContent small = new TestContent(admin, TestContent.Kind.FILE, USER);
        IntStream.range(0, STARTING)
                .forEach(i -> small.put("f" + i + "/t.dita", DitaProject.topic("t", "Topic " + i, "")));
        Map<String, String> rights = Map.of("principalId", USER, "privilege@jcr:all", "granted");
        assertEquals(200, admin.post(small.folder() + ".modifyAce.json", rights).statusCode());
        return small;
    }

    private static String looked(int number, String run) {
        return switch (number % 5) {
            case 0 -> GuidesApi.HISTORY + "?limit=10";
            case 1 -> GuidesApi.LOGS + "?tail=50&processingId=" + run;
            case 2 -> GuidesApi.CHILDREN + "?path=/content/dam/" + USER;
            default -> GuidesApi.STATUS + "?processingId=" + run;
        };
    }

    private HttpResponse<String> start(String folder) {
        return new GuidesApi(user).post(request(folder).toString());
    }

    /** When what the run before has had is gone. */
    private static Holdings settled(ServerJmx jmx) {
        return Awaitility.await("workers that have ended")
                .atMost(SETTLES)
                .until(() -> Holdings.of(jmx), Holdings::isSettled);
    }
}
