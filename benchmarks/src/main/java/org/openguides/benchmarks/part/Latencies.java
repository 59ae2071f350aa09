package org.openguides.benchmarks.part;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.openguides.benchmarks.report.Report;

/** How long requests take, one after the other as from one client, idle and while a run goes on. */
public final class Latencies implements Part {

    private static final double NANOS_OF_A_MILLISECOND = 1e6;
    private static final int WARM_UP = 300;
    private static final int LONG_LOG = 1_000_000;
    private static final int PAGE = 500;
    private static final String AUTHOR = "/content/dam/busy/author";

    @Override
    public void measure(Setup setup, Report report) {
        MeasuredServer server = setup.server().get();
        server.fill("/content/dam/past", setup.content(), 1);
        EngineRun past = EngineRun.start(server, "/content/dam/past", false);
        past.await(1, () -> {});
        server.probe(
                "long-log", "/content/dam/past", LONG_LOG, Map.of("id", past.id(), "lines", String.valueOf(LONG_LOG)));
        server.fill("/content/dam/busy", setup.content(), setup.assets());
        Requests idle = new Requests(server, past, past);
        idle.repeat(WARM_UP);
        idle.nanos.clear();
        idle.repeat(WARM_UP);
        EngineRun run = EngineRun.start(server, "/content/dam/busy", false);
        Requests busy = new Requests(server, run, past);
        run.await(setup.assets(), () -> busy.repeat(10));
        idle.tell("idle", report);
        busy.tell("during a run of " + setup.assets(), report);
    }

    /** What clients of a run, and an author beside it, ask for. */
    private static final class Requests {

        private final MeasuredServer server;
        private final Map<String, Runnable> requests = new LinkedHashMap<>();
        private final Map<String, List<Long>> nanos = new LinkedHashMap<>();
        private int edits;

        Requests(MeasuredServer server, EngineRun run, EngineRun withLongLog) {
            this.server = server;
            String of = "processingId=" + run.id();
            requests.put("status", () -> server.get(EngineRun.PROCESS + "/status?" + of));
            requests.put("logs, tail=500", () -> server.get(EngineRun.PROCESS + "/logs?tail=500&" + of));
            String page = EngineRun.PROCESS + "/logs?limit=" + PAGE + "&offset=" + (LONG_LOG - PAGE) + "&processingId="
                    + withLongLog.id();
            requests.put("log page at line 1,000,000", () -> server.get(page));
            requests.put("history", () -> server.get(EngineRun.PROCESS + "/history"));
            requests.put("an author's save", this::edit);
        }

        private void edit() {
            server.post(AUTHOR, MeasuredServer.FORM, "edit=" + edits++);
        }

        void repeat(int times) {
            for (int i = 0; i < times; i++) {
                requests.forEach((name, request) -> {
                    long start = System.nanoTime();
                    request.run();
                    nanos.computeIfAbsent(name, key -> new ArrayList<>()).add(System.nanoTime() - start);
                });
            }
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
