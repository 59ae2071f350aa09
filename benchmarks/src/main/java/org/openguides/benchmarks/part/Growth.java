package org.openguides.benchmarks.part;

import java.util.Map;

import org.openguides.benchmarks.report.Report;

/**
 * Growth of the store during first processing, including garbage, for the engine and the bare loop. Asynchronous
 * indexing is paused: it does the same work for both, but merges its files at varying times.
 */
public final class Growth implements Part {

    private static final double KIBIBYTE = 1024.0;

    @Override
    public void measure(Setup setup, Report report) {
        MeasuredServer server = setup.server().get();
        server.pauseIndexing(true);
        Sums sums = new Sums();
        for (int round = 1; round <= setup.rounds(); round++) {
            String path = "/content/dam/growth" + round;
            server.fill(path + "/loop", setup.content(), setup.assets());
            server.fill(path + "/engine", setup.content(), setup.assets());
            // The second one meets fuller indexes.
            if (round % 2 == 0) {
                engine(server, path + "/engine", setup.assets(), sums);
                loop(server, path + "/loop", setup.assets(), sums);
            } else {
                loop(server, path + "/loop", setup.assets(), sums);
                engine(server, path + "/engine", setup.assets(), sums);
            }
        }
        server.pauseIndexing(false);
        tell(sums, setup, report);
    }

    private static void loop(MeasuredServer server, String path, int assets, Sums sums) {
        sums.loop += growth(server, () -> server.probe("bare-loop", path, assets, Map.of()));
    }

    private static void engine(MeasuredServer server, String path, int assets, Sums sums) {
        sums.engine += growth(server, () -> run(server, path, assets));
        sums.again += growth(server, () -> run(server, path, assets));
    }

    private static void tell(Sums sums, Setup setup, Report report) {
        double all = KIBIBYTE * setup.assets() * setup.rounds();
        report.add("growth", "bare loop, first processing", sums.loop / all, "KiB/asset");
        report.add("growth", "engine, first processing", sums.engine / all, "KiB/asset");
        report.add("growth", "engine to bare loop", (double) sums.engine / sums.loop, "");
        report.add("growth", "engine, nothing has changed", sums.again / all, "KiB/asset");
    }

    private static long run(MeasuredServer server, String path, int assets) {
        return EngineRun.start(server, path, false).await(assets);
    }

    private static long growth(MeasuredServer server, Runnable work) {
        long before = server.storeSize();
        work.run();
        return server.storeSize() - before;
    }

    /** Bytes, summed over all rounds. */
    private static final class Sums {
        private long loop;
        private long engine;
        private long again;
    }
}
