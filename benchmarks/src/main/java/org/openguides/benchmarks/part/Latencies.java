package org.openguides.benchmarks.part;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import org.openguides.benchmarks.report.Report;

/**
 * Latencies of requests on an idle server and during a run: those of a client that sends one request after the other,
 * and the saves of an author with pauses in between. A first run with both warms up, since a busy JIT compiler occupies
 * a core.
 */
public final class Latencies implements Part {

    private static final double NANOS_OF_A_MILLISECOND = 1e6;
    private static final int IDLE = 300;
    private static final int LONG_LOG = 1_000_000;
    private static final int PAGE = 500;
    private static final int THOUGHT_MILLIS = 200;

    @Override
    public void measure(Setup setup, Report report) {
        MeasuredServer server = setup.server().get();
        server.fill("/content/dam/past", setup.content(), 1);
        EngineRun past = EngineRun.start(server, "/content/dam/past", false);
        past.await(1);
        server.probe(
                "long-log", "/content/dam/past", LONG_LOG, Map.of("id", past.id(), "lines", String.valueOf(LONG_LOG)));
        for (String folder : List.of("warm", "read", "written")) {
            server.fill("/content/dam/" + folder, setup.content(), setup.assets());
        }
        new During(server, setup, "warm").ask(run -> {
            Times times = new Times();
            read(server, run, past, times);
            write(server, times);
        });
        Times idle = new Times();
        for (int i = 0; i < IDLE; i++) {
            read(server, past, past, idle);
            write(server, idle);
        }
        idle.tell("idle", report);
        Times busy = new Times();
        new During(server, setup, "read").ask(run -> read(server, run, past, busy));
        new During(server, setup, "written").ask(run -> write(server, busy));
        busy.tell("during a run of " + setup.assets(), report);
    }

    /** A run, and the requests that are repeated while it is in progress. */
    private record During(MeasuredServer server, Setup setup, String folder) {

        private static final int TIMES = 10;

        void ask(Consumer<EngineRun> requests) {
            EngineRun run = EngineRun.start(server, "/content/dam/" + folder, false);
            run.await(setup.assets(), Waiting.LONG, () -> {
                for (int i = 0; i < TIMES; i++) {
                    requests.accept(run);
                }
            });
        }
    }

    /** Sends the requests of a client that watches a run. */
    private static void read(MeasuredServer server, EngineRun run, EngineRun withLongLog, Times times) {
        String of = "processingId=" + run.id();
        times.take("status", () -> server.get(EngineRun.PROCESS + "/status?" + of));
        times.take("logs, tail=500", () -> server.get(EngineRun.PROCESS + "/logs?tail=500&" + of));
        String page = EngineRun.PROCESS + "/logs?limit=" + PAGE + "&offset=" + (LONG_LOG - PAGE) + "&processingId="
                + withLongLog.id();
        times.take("log page at line 1,000,000", () -> server.get(page));
        times.take("history", () -> server.get(EngineRun.PROCESS + "/history"));
    }

    /** Pauses like an author, and saves in the tree that a run processes. */
    private static void write(MeasuredServer server, Times times) {
        LockSupport.parkNanos(
                TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextInt(THOUGHT_MILLIS)));
        String edit = "edit=" + System.nanoTime();
        times.take("an author's save", () -> server.post("/content/dam/written/author", MeasuredServer.FORM, edit));
    }

    /** Durations by kind of request. */
    private static final class Times {

        private final Map<String, List<Long>> nanos = new LinkedHashMap<>();

        void take(String name, Runnable request) {
            long start = System.nanoTime();
            request.run();
            nanos.computeIfAbsent(name, key -> new ArrayList<>()).add(System.nanoTime() - start);
        }

        void tell(String when, Report report) {
            nanos.forEach((name, times) -> {
                List<Long> sorted = times.stream().sorted().toList();
                String what = name + ", " + when + ", of " + sorted.size();
                report.add("latency", what + ": p50", percentile(sorted, 50), "ms");
                report.add("latency", what + ": p99", percentile(sorted, 99), "ms");
            });
        }

        private static double percentile(List<Long> sorted, int percent) {
            int rank = (int) Math.ceil(sorted.size() * percent / 100.0);
            return sorted.get(rank - 1) / NANOS_OF_A_MILLISECOND;
        }
    }
}
