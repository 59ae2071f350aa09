package org.openguides.processing.it;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openguides.processing.it.Probe.Waits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openguides.processing.it.GuidesApi.request;
import static org.openguides.processing.it.GuidesApi.text;

/**
 * What an author uploads, and how many runs there are, makes no request long: it is answered, or refused as too complex, and others
 * notice little of it. Each build looks at small content for answers alone; the nightly one at large content, with times.
 */
@ExtendWith(SharedSling.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BoundedWorkIT {

    private static final int RUNS = Integer.getInteger("runs", 2_000);
    private static final double NANOS_OF_A_SECOND = 1e9;

    /** How long a request may take that is not refused. */
    private static final double SECONDS = 1;
    /** How often each hostile request is made in a row. */
    private static final int ROUNDS = 10;
    /** Answers that a probe gets while nothing else goes on, and before. */
    private static final int IDLE = 500;
    /** By how much longer 95 of 100 answers may take while something goes on. */
    private static final double FACTOR = 5;

    private static final List<String> USERS = List.of("bounded-author", "bounded-stranger");

    private final SlingServer server;
    private final SlingClient admin;
    private final GuidesApi api;
    private final SlingClient author;
    private final SlingClient stranger;

    BoundedWorkIT(SlingServer server) {
        this.server = server;
        admin = server.admin();
        api = new GuidesApi(admin);
        author = server.anonymous().as(USERS.get(0), USERS.get(0));
        stranger = server.anonymous().as(USERS.get(1), USERS.get(1));
    }

    @BeforeAll
    void makeUsers() {
        USERS.forEach(user -> assertOk(admin.post(
                "/system/userManager/user.create.json", Map.of(":name", user, "pwd", user, "pwdConfirm", user))));
    }

    @AfterAll
    void removeUsers() {
        USERS.forEach(user -> admin.post("/system/userManager/user/" + user + ".delete.json", Map.of()));
    }

    static Stream<HostileContent> small() {
        return Stream.of(
                HostileContent.usedScopes(300, 700), HostileContent.nestedScopes(40), HostileContent.longKeys(100));
    }

    @ParameterizedTest
    @MethodSource("small")
    void hostileContentIsProcessedAndAskedFor(HostileContent hostile) {
        TestContent content = uploaded(hostile, "small-");

        assertEquals(
                hostile.files().size(),
                GuidesApi.number(new GuidesApi(author).run(request(content.folder())), "succeededCount"));
        requests(content).forEach(each -> assertAnswered(author.get(each)));
    }

    static Stream<HostileContent> large() {
        return Stream.of(
                HostileContent.usedScopes(9_000, 20_000),
                HostileContent.nestedScopes(500),
                HostileContent.longKeys(4_000));
    }

    @Nightly
    @ParameterizedTest
    @MethodSource("large")
    void hostileContentCostsOthersLittle(HostileContent hostile) {
        TestContent content = uploaded(hostile, "large-");
        Probe probe = probe(hostile.name());
        Waits idle = probe.times(IDLE);

        Waits whileProcessing = probe.during(() -> new GuidesApi(author).run(request(content.folder())));
        System.out.println(hostile + ": idle " + idle + "; while it is processed " + whileProcessing);

        requests(content).forEach(path -> assertCostsLittle(hostile + ", " + path, idle, probe, author, path));
        assertTrue(whileProcessing.p95() <= FACTOR * idle.p95(), whileProcessing + " while processing; idle " + idle);
    }

    @Nightly
    @Test
    void aLongHistoryCostsLittle() {
        TestContent content = new TestContent(admin, TestContent.Kind.FILE, "long-history");
        new BulkContent(admin).topics(content.path("topics"), RUNS);
        List<String> runs = IntStream.range(0, RUNS)
                .mapToObj(i -> api.start(dryRun(content.path("topics/f" + i / 1000 + "/" + BulkContent.topicName(i)))))
                .toList();
        runs.forEach(api::awaitSuccess);
        Probe probe = probe("history");
        Waits idle = probe.times(IDLE);

        String first = GuidesApi.HISTORY + "?limit=1";
        assertCostsLittle("first run, of a user who sees none", idle, probe, stranger, first);
        assertCostsLittle("a page, of a user who sees none", idle, probe, stranger, GuidesApi.HISTORY);
        assertCostsLittle("first run", idle, probe, admin, first);
        assertCostsLittle("a page", idle, probe, admin, GuidesApi.HISTORY);
        assertCostsLittle("all that it may show", idle, probe, admin, GuidesApi.HISTORY + "?limit=1000");
        assertCostsLittle("a search that finds nothing", idle, probe, admin, GuidesApi.HISTORY + "?q=none");
    }

    private void assertCostsLittle(String what, Waits idle, Probe probe, SlingClient user, String path) {
        double[] longest = new double[1];
        Waits waits = probe.during(() -> {
            for (int i = 0; i < ROUNDS; i++) {
                longest[0] = Math.max(longest[0], secondsUnlessRefused(user, path));
            }
        });
        System.out.printf(
                Locale.ROOT, "%s: %.3f s at most; others meanwhile %s; idle %s%n", what, longest[0], waits, idle);
        assertTrue(longest[0] <= SECONDS, what + ": " + longest[0] + " s");
        assertTrue(waits.p95() <= FACTOR * idle.p95(), what + ": others meanwhile " + waits + "; idle " + idle);
    }

    /** None for a request that is refused: that may take until the time of a request is over. */
    private static double secondsUnlessRefused(SlingClient user, String path) {
        long begun = System.nanoTime();
        boolean refused = assertAnswered(user.get(path));
        double seconds = (System.nanoTime() - begun) / NANOS_OF_A_SECOND;
        if (refused) {
            System.out.printf(Locale.ROOT, "%s: refused after %.3f s%n", path, seconds);
        }
        return refused ? 0 : seconds;
    }

    /** Says whether a request was refused: an answer is the one or the other. */
    private static boolean assertAnswered(HttpResponse<String> answer) {
        boolean refused = answer.statusCode() == 400;
        assertTrue(
                answer.statusCode() == 200
                        || (refused && text(GuidesApi.object(answer), "code").equals("too-complex")),
                () -> answer.statusCode() + " " + answer.body());
        return refused;
    }

    private TestContent uploaded(HostileContent hostile, String prefix) {
        TestContent content = new HostileContent(prefix + hostile.name(), hostile.files()).putOn(admin);
        allow(USERS.get(0), content);
        return content;
    }

    private static List<String> requests(TestContent content) {
        return List.of(
                GuidesApi.REFERENCES + "?path=" + content.path(HostileContent.TOPIC),
                GuidesApi.REFERENCES + "/broken?path=" + content.folder());
    }

    /** Another user who asks how a run stands that has long ended; has been answered so often that the server is warm. */
    private Probe probe(String name) {
        TestContent own = new TestContent(admin, TestContent.Kind.FILE, "bounded-probe-" + name);
        own.put("a.dita", DitaProject.topic("a", "A", ""));
        allow(USERS.get(1), own);
        String run = text(new GuidesApi(stranger).run(request(own.folder())), "processingId");
        Probe probe = new Probe(server, USERS.get(1), USERS.get(1), GuidesApi.STATUS + "?processingId=" + run);
        probe.times(IDLE);
        return probe;
    }

    private void allow(String user, TestContent content) {
        assertOk(admin.post(
                content.folder() + ".modifyAce.json", Map.of("principalId", user, "privilege@jcr:all", "granted")));
    }

    private static JsonObject dryRun(String path) {
        JsonObject request = request(path);
        request.addProperty("dryRun", true);
        return request;
    }

    private static void assertOk(HttpResponse<String> answer) {
        assertEquals(200, answer.statusCode(), answer::body);
    }
}
