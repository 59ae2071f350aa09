package org.openguides.processing.it;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openguides.processing.it.GuidesApi.array;
import static org.openguides.processing.it.GuidesApi.number;
import static org.openguides.processing.it.GuidesApi.request;
import static org.openguides.processing.it.GuidesApi.text;

/** Only one of several runs over the same content is active at a time. */
@SuppressWarnings("try") // the resource is only held, never used
@ExtendWith(SharedSling.class)
final class OverlapIT {

    private static final int CLIENTS = 16;

    private final SlingClient admin;
    private final GuidesApi api;
    private final TestContent content;
    private final List<String> started = new ArrayList<>();

    OverlapIT(SlingServer server) {
        admin = server.admin();
        api = new GuidesApi(admin);
        content = new TestContent(admin, TestContent.Kind.FILE, "overlap");
        for (String folder : List.of("a", "ab", "b", "a/deep")) {
            content.put(folder + "/topic.dita", DitaProject.topic("t", "T", ""));
        }
        api.run(request(content.folder())); // creates the queues
    }

    @AfterEach
    void allStartedRunsEnd() {
        started.forEach(api::awaitSuccess);
        api.run(request(content.folder()));
    }

    @ParameterizedTest
    @CsvSource({HeldQueue.RUNS + ", WAITING", HeldQueue.PARTITIONS + ", PROCESSING"})
    void ofSimultaneousStartsExactlyOneWins(String queue, String status) {
        try (HeldQueue held = new HeldQueue(admin, queue)) {
            List<HttpResponse<String>> answers = atOnce(CLIENTS, content.folder());

            assertEquals(1, started.size(), "winners");
            List<HttpResponse<String>> losers = refused(answers);
            assertEquals(CLIENTS - 1, losers.size());
            losers.forEach(answer -> assertConflict(started.get(0), content.folder(), answer));
            assertStays(status);
        }
    }

    @ParameterizedTest
    @CsvSource({HeldQueue.RUNS, HeldQueue.PARTITIONS})
    void ofSimultaneousStartsOnNestedFoldersNoTwoWin(String queue) {
        try (HeldQueue held = new HeldQueue(admin, queue)) {
            List<HttpResponse<String>> answers =
                    atOnce(CLIENTS, content.folder(), content.path("a"), content.path("a/deep"), content.path("b"));

            List<String> winners =
                    started.stream().map(id -> text(api.status(id), "path")).toList();
            assertTrue(winners.size() == 1 || winners.size() == 2, winners::toString);
            for (String winner : winners) {
                assertEquals(
                        1,
                        winners.stream().filter(other -> overlap(winner, other)).count(),
                        winners::toString);
            }
            for (HttpResponse<String> answer : refused(answers)) {
                Problems.assertProblem(400, "overlapping-job", "", answer)
                        .getAsJsonArray("conflicts")
                        .forEach(conflict -> assertTrue(winners.contains(path(conflict)), answer::body));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({HeldQueue.RUNS + ", WAITING", HeldQueue.PARTITIONS + ", PROCESSING"})
    void aRunBlocksOnlyItsAncestorsAndDescendants(String queue, String status) {
        try (HeldQueue held = new HeldQueue(admin, queue)) {
            String first = start(request(content.path("a")));

            for (String path : List.of("a", "a/deep", "a/deep/topic.dita")) {
                HttpResponse<String> answer =
                        api.post(request(content.path(path)).toString());
                assertConflict(first, content.path("a"), answer);
            }
            assertConflict(
                    first, content.path("a"), api.post(request(content.folder()).toString()));
            start(request(content.path("ab")));
            start(request(content.path("b/topic.dita")));
            assertStays(status);
        }
    }

    @ParameterizedTest
    @CsvSource({HeldQueue.RUNS, HeldQueue.PARTITIONS})
    void excludedPathsAreAvailableToOtherRuns(String queue) {
        try (HeldQueue held = new HeldQueue(admin, queue)) {
            String first = start(without(request(content.folder()), content.path("a/deep")));

            start(request(content.path("a/deep")));
            assertConflict(
                    first, content.folder(), api.post(request(content.path("b")).toString()));
        }
    }

    @ParameterizedTest
    @CsvSource({HeldQueue.RUNS, HeldQueue.PARTITIONS})
    void aRunThatExcludesThePathsOfAnotherMayStart(String queue) {
        try (HeldQueue held = new HeldQueue(admin, queue)) {
            String first = start(request(content.path("a")));

            JsonObject part = without(request(content.folder()), content.path("a/deep"));
            assertConflict(first, content.path("a"), api.post(part.toString()));
            start(without(request(content.folder()), content.path("a")));
        }
        assertEquals(2, number(api.awaitSuccess(started.get(0)), "triggeredCount"));
        assertEquals(2, number(api.awaitSuccess(started.get(1)), "triggeredCount"));
    }

    private String start(JsonObject request) {
        String id = api.start(request);
        started.add(id);
        return id;
    }

    /** Starts a run with each of many clients at once, on the paths in turn; notes the ids of those that began. */
    private List<HttpResponse<String>> atOnce(int clients, String... paths) {
        CyclicBarrier barrier = new CyclicBarrier(clients);
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            List<Callable<HttpResponse<String>>> starts = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                String request = request(paths[i % paths.length]).toString();
                starts.add(() -> {
                    barrier.await();
                    return api.post(request);
                });
            }
            List<HttpResponse<String>> answers = new ArrayList<>();
            for (Future<HttpResponse<String>> answer : threads.invokeAll(starts)) {
                answers.add(answer.get());
            }
            answers.stream()
                    .filter(answer -> answer.statusCode() == 200)
                    .map(GuidesApi::started)
                    .forEach(started::add);
            return answers;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<HttpResponse<String>> refused(List<HttpResponse<String>> answers) {
        return answers.stream().filter(answer -> answer.statusCode() != 200).toList();
    }

    /** Every run that was started has got as far as it can while the queue is held. */
    private void assertStays(String status) {
        started.forEach(id -> Awaitility.await(id).until(() -> text(api.status(id), "status"), status::equals));
    }

    private static void assertConflict(String id, String path, HttpResponse<String> answer) {
        JsonObject problem = Problems.assertProblem(400, "overlapping-job", "", answer);
        JsonObject conflict = new JsonObject();
        conflict.addProperty("processingId", id);
        conflict.addProperty("path", path);
        assertEquals(List.of(conflict), problem.getAsJsonArray("conflicts").asList());
    }

    private static JsonObject without(JsonObject request, String... paths) {
        request.add("excludedPaths", array(paths));
        return request;
    }

    private static boolean overlap(String one, String other) {
        return (one + "/").startsWith(other + "/") || (other + "/").startsWith(one + "/");
    }

    private static String path(JsonElement conflict) {
        return text(conflict.getAsJsonObject(), "path");
    }
}
