package org.openguides.benchmarks.part;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

import org.openguides.benchmarks.report.Report;
import org.openguides.launcher.server.ServerHeap;

/** Rate and memory with growing numbers of assets, in trees and in one folder, and the time to the first asset. */
public final class Scale implements Part {

    private static final double MILLIS = 1000.0;
    private static final int STEP = 10;
    private static final int LEAST = 1000;
    /** AEM does not support larger folders. */
    private static final int MOST_IN_A_FOLDER = 100_000;

    @Override
    public void measure(Setup setup, Report report) {
        MeasuredServer server = setup.server().get();
        for (int assets = LEAST; assets <= setup.assets(); assets *= STEP) {
            String path = "/content/dam/tree" + assets;
            server.fill(path, setup.content(), assets);
            measure(server, path, assets, String.format(Locale.ROOT, "%,d assets", assets), report);
        }
        int flat = Math.min(setup.assets(), MOST_IN_A_FOLDER);
        server.fillFlat("/content/dam/flat", setup.content(), flat);
        measure(server, "/content/dam/flat", flat, String.format(Locale.ROOT, "%,d in one folder", flat), report);
    }

    private static void measure(MeasuredServer server, String path, int assets, String what, Report report) {
        try (ServerHeap heap = new ServerHeap(server.process())) {
            Peak peak = new Peak(heap);
            EngineRun run = EngineRun.start(server, path, false);
            long first = run.awaitFirstAsset();
            long millis = run.await(assets, Waiting.GROWING, peak::look);
            report.add(
                    "scale",
                    what + ": first processing",
                    assets * MILLIS / (millis - peak.millisOfLooks()),
                    "assets/s");
            report.add("scale", what + ": until the first is processed", (double) first, "ms");
            report.add("scale", what + ": live heap, most beyond the idle one", (double) peak.beyondIdle(), "MiB");
        }
    }

    /** Maximum live heap; each sample is a full garbage collection, which pauses the server, so there are few. */
    private static final class Peak {

        private static final long BETWEEN_LOOKS = TimeUnit.SECONDS.toNanos(20);

        private final ServerHeap heap;
        private final long idle;
        private long most;
        private long looked = System.nanoTime();
        private long nanosOfLooks;

        Peak(ServerHeap heap) {
            this.heap = heap;
            idle = heap.liveMebibytes();
            most = idle;
        }

        void look() {
            long now = System.nanoTime();
            if (now - looked > BETWEEN_LOOKS) {
                most = Math.max(most, heap.liveMebibytes());
                looked = System.nanoTime();
                nanosOfLooks += looked - now;
            }
        }

        long millisOfLooks() {
            return TimeUnit.NANOSECONDS.toMillis(nanosOfLooks);
        }

        long beyondIdle() {
            return most - idle;
        }
    }
}
