package org.openguides.benchmarks.part;

import java.util.Locale;

import org.openguides.benchmarks.report.Report;
import org.openguides.processing.it.ServerHeap;

/** Rate and memory at growing numbers of assets, and how long the first asset takes. */
public final class Scale implements Part {

    private static final double MILLIS = 1000.0;
    private static final int STEP = 10;
    private static final int LEAST = 1000;

    @Override
    public void measure(Setup setup, Report report) {
        MeasuredServer server = setup.server().get();
        for (int assets = LEAST; assets <= setup.assets(); assets *= STEP) {
            String path = "/content/dam/scale" + assets;
            server.fill(path, setup.content(), assets);
            measure(server, path, assets, report);
        }
    }

    private static void measure(MeasuredServer server, String path, int assets, Report report) {
        try (ServerHeap heap = new ServerHeap(server.process())) {
            long before = heap.liveMebibytes();
            EngineRun run = EngineRun.start(server, path, false);
            long first = run.awaitFirstAsset();
            long millis = run.await(assets, () -> {});
            String of = String.format(Locale.ROOT, "%,d assets", assets);
            report.add("scale", of + ": first processing", assets * MILLIS / millis, "assets/s");
            report.add("scale", of + ": until the first is processed", (double) first, "ms");
            report.add("scale", of + ": live heap before", (double) before, "MiB");
            report.add("scale", of + ": live heap after", (double) heap.liveMebibytes(), "MiB");
        }
    }
}
