package org.openguides.benchmarks.part;

import java.util.Map;

import org.openguides.benchmarks.report.Report;

/**
 * Compares first processing by the engine and by the bare loop, alternately, each with a fresh copy of the same
 * content; then reprocessing of unchanged assets, and with the filter, compared with a walk that reads one property of
 * each asset.
 */
public final class Processed implements Part {

    private static final double MILLIS = 1000.0;
    /**
     * Rounds that are not counted, one in each order. After a single round the JIT compiler still takes a third of both
     * cores, of which the single-threaded loop needs only one.
     */
    private static final int WARM_UP = 2;

    @Override
    public void measure(Setup setup, Report report) {
        MeasuredServer server = setup.server().get();
        Sums sums = new Sums(setup.assets());
        for (int round = 0; round < WARM_UP + setup.rounds(); round++) {
            Sums of = round < WARM_UP ? new Sums(setup.assets()) : sums;
            String engine = "/content/dam/engine" + round;
            String loop = "/content/dam/loop" + round;
            server.fill(engine, setup.content(), setup.assets());
            server.fill(loop, setup.content(), setup.assets());
            if (round % 2 == 0) {
                engine(server, engine, of);
                loop(server, loop, of);
            } else {
                loop(server, loop, of);
                engine(server, engine, of);
            }
        }
        tell(sums, setup.rounds(), report);
    }

    private static void engine(MeasuredServer server, String path, Sums sums) {
        sums.first += EngineRun.start(server, path, false).await(sums.assets);
        sums.again += EngineRun.start(server, path, false).await(sums.assets);
        sums.filtered += EngineRun.start(server, path, true).await(0);
        sums.walk += server.probe("bare-walk", path, sums.assets, Map.of());
    }

    private static void loop(MeasuredServer server, String path, Sums sums) {
        sums.loop += server.probe("bare-loop", path, sums.assets, Map.of());
    }

    private static void tell(Sums sums, int rounds, Report report) {
        double assets = (double) sums.assets * rounds * MILLIS;
        report.add("first", "bare loop, first processing", assets / sums.loop, "assets/s");
        report.add("first", "engine, first processing", assets / sums.first, "assets/s");
        report.add("first", "engine to bare loop", (double) sums.loop / sums.first, "");
        report.add("second", "engine, nothing has changed", assets / sums.again, "assets/s");
        report.add("second", "second run to first", (double) sums.first / sums.again, "");
        report.add("filter", "bare walk, one property of each asset", assets / sums.walk, "assets/s");
        report.add("filter", "engine, filterProcessedAssets", assets / sums.filtered, "assets/s");
        report.add("filter", "filter to bare walk", (double) sums.walk / sums.filtered, "");
    }

    /** Milliseconds, summed over all rounds. */
    private static final class Sums {
        private final int assets;
        private long first;
        private long loop;
        private long again;
        private long filtered;
        private long walk;

        Sums(int assets) {
            this.assets = assets;
        }
    }
}
