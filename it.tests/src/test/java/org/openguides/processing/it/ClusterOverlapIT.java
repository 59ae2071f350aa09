package org.openguides.processing.it;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.google.gson.JsonObject;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.openguides.processing.it.GuidesApi.request;
import static org.openguides.processing.it.GuidesApi.text;

/** Of two overlapping starts, sent to two nodes at the same time, exactly one wins, {@code -Dpairs=200} times. */
@Nightly
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClusterOverlapIT {

    private static final int PAIRS = Integer.getInteger("pairs", 200);
    /** Sling lets go of a held queue after some minutes; the loser of a pair may come when the winner's run has ended. */
    private static final int PAIRS_OF_A_HOLD = 25;

    private final TwoNodes nodes = new TwoNodes(new FragileSling.Pace(40, 10, 4, 60));
    private final TestContent content = new TestContent(nodes.east().admin(), TestContent.Kind.FILE, "cluster-overlap");
    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    @AfterAll
    void end() {
        threads.shutdownNow();
        nodes.close();
    }

    @Test
    void ofEachPairExactlyOneWins() {
        for (int pair = 0; pair < PAIRS; pair++) {
            content.put("f" + pair + "/deep/topic.dita", DitaProject.topic("t", "T", ""));
        }
        makeQueues();
        int east = 0;
        for (int from = 0; from < PAIRS; from += PAIRS_OF_A_HOLD) {
            east += compete(from, Math.min(PAIRS, from + PAIRS_OF_A_HOLD));
        }
        System.out.printf("%d pairs, %d won by east%n", PAIRS, east);
    }

    /** Has pairs of starts compete, whose runs cannot end meanwhile, and returns how many east has won. */
    @SuppressWarnings("try") // the resource is only held, never used
    private int compete(int from, int to) {
        int east = 0;
        try (HeldQueue here = new HeldQueue(nodes.east().admin(), HeldQueue.RUNS);
                HeldQueue there = new HeldQueue(nodes.west().admin(), HeldQueue.RUNS)) {
            for (int pair = from; pair < to; pair++) {
                List<HttpResponse<String>> answers =
                        atOnce(content.path("f" + pair), content.path("f" + pair + "/deep"));
                assertOneWins(answers);
                east += answers.get(0).statusCode() == 200 ? 1 : 0;
            }
        }
        return east;
    }

    private static void assertOneWins(List<HttpResponse<String>> answers) {
        List<String> bodies = answers.stream().map(HttpResponse::body).toList();
        List<HttpResponse<String>> winners =
                answers.stream().filter(answer -> answer.statusCode() == 200).toList();
        assertEquals(1, winners.size(), bodies::toString);
        HttpResponse<String> loser = answers.stream()
                .filter(answer -> answer.statusCode() != 200)
                .findFirst()
                .orElseThrow();
        JsonObject conflict = Problems.assertProblem(400, "overlapping-job", "", loser)
                .getAsJsonArray("conflicts")
                .get(0)
                .getAsJsonObject();
        assertEquals(GuidesApi.started(winners.get(0)), text(conflict, "processingId"));
    }

    /** Posts to both nodes at the same instant: to east for one path, to west for another. */
    private List<HttpResponse<String>> atOnce(String east, String west) {
        CyclicBarrier barrier = new CyclicBarrier(2);
        Callable<HttpResponse<String>> one = start(barrier, nodes.east().api(), east);
        Callable<HttpResponse<String>> other = start(barrier, nodes.west().api(), west);
        try {
            List<Future<HttpResponse<String>>> answers = threads.invokeAll(List.of(one, other));
            return List.of(answers.get(0).get(), answers.get(1).get());
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Callable<HttpResponse<String>> start(CyclicBarrier barrier, GuidesApi api, String path) {
        return () -> {
            barrier.await();
            return api.post(request(path).toString());
        };
    }

    /** Sling gives the runs to the nodes in turn, and only a queue that has had one can be held. */
    private void makeQueues() {
        Awaitility.await("queues").atMost(Duration.ofMinutes(1)).until(() -> {
            JsonObject dryRun = request(content.folder());
            dryRun.addProperty("dryRun", true);
            nodes.east().api().run(dryRun);
            nodes.west().api().awaitSuccess(text(nodes.east().api().history().get(0), "processingId"));
            return List.of(nodes.east(), nodes.west()).stream()
                    .allMatch(node -> HeldQueue.isThere(node.admin(), HeldQueue.RUNS));
        });
    }
}
