package org.openguides.processing.it;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import com.google.gson.JsonObject;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.openguides.processing.it.GuidesApi.number;
import static org.openguides.processing.it.GuidesApi.request;
import static org.openguides.processing.it.GuidesApi.text;

/**
 * Content that is processed because it was saved, however it came. The server is killed {@code -Dkills=20} times, and a package of
 * {@code -Dassets=20000} is installed.
 */
@Nightly
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LiveIT {

    private static final int KILLS = Integer.getInteger("kills", 20);
    private static final int ASSETS = Integer.getInteger("assets", 20_000);
    private static final int IN_A_FOLDER = 500;

    private final FragileSling sling = new FragileSling(600, 100, 0);

    @BeforeAll
    void enable() {
        LiveContent.enable(sling.admin(), "live-probe");
    }

    @AfterAll
    void end() {
        sling.close();
    }

    @Test
    void eachUploadIsProcessedOnce() {
        TestContent content = new TestContent(sling.admin(), TestContent.Kind.DAM_ASSET, "live-upload");
        LiveContent live = new LiveContent(sling.admin(), content);
        content.put("a.dita", DitaProject.topic("t", "First", ""));
        live.awaitWrites("a.dita", 1);
        assertEquals("First", title(content, "a.dita"));

        content.put("a.dita", DitaProject.topic("t", "Second", ""));
        live.awaitWrites("a.dita", 2);
        assertEquals("Second", title(content, "a.dita"));

        content.put("b.dita", DitaProject.topic("t", "Other", ""));
        live.awaitWrites("b.dita", 1);
        live.assertWrites("a.dita", 2);
        Awaitility.await("the end of records of jobs without a finding")
                .until(() -> systemJobs("live-upload").isEmpty());
    }

    @Test
    void aCopyGetsItsOwnUuidAndAMovedFileKeepsIt() {
        TestContent content = new TestContent(sling.admin(), TestContent.Kind.DAM_ASSET, "live-copy");
        LiveContent live = new LiveContent(sling.admin(), content);
        content.put("a.dita", DitaProject.topic("t", "Original", ""));
        live.awaitWrites("a.dita", 1);
        String uuid = uuid(content, "a.dita");

        operate(content, "copy", "copy.dita");
        live.awaitWrites("copy.dita", 2);
        String copied = uuid(content, "copy.dita");
        assertFalse(copied.equals(uuid), uuid);

        operate(content, "move", "moved.dita");
        live.awaitWrites("moved.dita", 2);
        assertEquals(uuid, uuid(content, "moved.dita"));
    }

    @Test
    void aPackageIsProcessed() {
        String folder = "/content/dam/live-package";
        Map<String, String> files = new TreeMap<>();
        IntStream.range(0, 30)
                .forEach(i -> files.put("f" + i % 3 + "/t" + i + ".dita", DitaProject.topic("t", "Topic " + i, "")));
        new InstalledPackage(sling.admin())
                .upload("live-package.zip", "application/zip", ContentPackage.of(folder, files));
        awaitNode(folder);
        LiveContent live = new LiveContent(sling.admin(), TestContent.existing(sling.admin(), "live-package"));
        live.awaitProcessed(files.keySet());
        files.keySet().forEach(name -> live.assertWrites(name, 1));
    }

    @Test
    void aLargePackageIsOneJob() {
        String folder = "/content/dam/live-large";
        Map<String, String> files = new TreeMap<>();
        IntStream.range(0, ASSETS)
                .forEach(i -> files.put(
                        "f" + i / IN_A_FOLDER + "/t" + i + ".dita", DitaProject.topic("t", "Topic " + i, "")));
        new InstalledPackage(sling.admin())
                .upload("live-large.zip", "application/zip", ContentPackage.of(folder, files));
        awaitNode(folder);
        Probe author = Probe.ofSaves(sling.server(), "/content/author");
        Probe.Waits live = author.during(() -> Awaitility.await("job over the package")
                .atMost(Duration.ofMinutes(20))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> systemJobs("live-large").stream().anyMatch(LiveIT::hasEnded)));
        List<JsonObject> jobs = systemJobs("live-large");
        System.out.println(jobs);
        assertEquals(1, jobs.size(), jobs::toString);
        assertEquals(ASSETS, number(jobs.get(0), "succeededCount"));
        JsonObject reset = request(folder);
        reset.addProperty("type", "RESET");
        sling.api().awaitSuccess(sling.api().start(reset));
        Probe.Waits bulk =
                author.during(() -> sling.api().awaitSuccess(sling.api().start(request(folder))));
        System.out.printf("saves of an author: beside the live job %s; beside a job of a user %s%n", live, bulk);
    }

    @Test
    void nothingIsLostIfTheServerDies() {
        Random random = new Random(KILLS);
        TestContent content = new TestContent(sling.admin(), TestContent.Kind.FILE, "live-kills");
        List<String> names = new ArrayList<>();
        for (int i = 0; i < KILLS; i++) {
            String name = "t" + i + ".dita";
            TestContent.existing(sling.admin(), "live-kills").put(name, DitaProject.topic("t", "Topic " + i, ""));
            names.add(name);
            sling.server().awaitFlush();
            pause(random.nextInt(1_500));
            sling.crash();
        }
        TestContent there = TestContent.existing(sling.admin(), "live-kills");
        LiveContent live = new LiveContent(sling.admin(), there);
        live.awaitProcessed(names);
        names.forEach(name -> live.assertWrites(name, 1));
        assertEquals("/content/dam/live-kills", content.folder());
    }

    private void pause(long millis) {
        try {
            assertFalse(sling.server().process().waitFor(millis, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void awaitNode(String path) {
        Awaitility.await(path)
                .atMost(Duration.ofMinutes(5))
                .until(() -> sling.admin().get(path + ".json").statusCode() == 200);
    }

    private void operate(TestContent content, String operation, String name) {
        int status = sling.admin()
                .post(content.path("a.dita"), Map.of(":operation", operation, ":dest", content.path(name)))
                .statusCode();
        assertEquals(2, status / 100);
    }

    /** The jobs of the system over a folder below /content/dam. */
    private List<JsonObject> systemJobs(String folder) {
        return sling
                .admin()
                .json(GuidesApi.HISTORY + "?limit=1000&system=true")
                .getAsJsonArray("executionHistory")
                .asList()
                .stream()
                .map(job -> job.getAsJsonObject())
                .filter(job -> text(job, "path").startsWith("/content/dam/" + folder))
                .toList();
    }

    private static boolean hasEnded(JsonObject job) {
        return text(job, "status").equals("SUCCESS");
    }

    private static String title(TestContent content, String name) {
        return text(content.results(name).getAsJsonObject("metadata"), "dc:title");
    }

    private static String uuid(TestContent content, String name) {
        return text(content.results(name), "fmUuid");
    }
}
