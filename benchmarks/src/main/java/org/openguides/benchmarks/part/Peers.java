package org.openguides.benchmarks.part;

import java.util.Map;

import org.openguides.benchmarks.report.Report;

/**
 * Compares the engine alternately with other ways to change many assets: the same processing with one Sling job per
 * asset, and a Sling pipe that only writes.
 */
public final class Peers implements Part {

    private static final double MILLIS = 1000.0;

    /** A tenth of the assets is sufficient, and takes long enough. */
    private static final int SHARE = 10;

    @Override
    public void measure(Setup setup, Report report) {
        MeasuredServer server = setup.server().get();
        int assets = Math.max(1, setup.assets() / SHARE);
        long jobs = 0;
        long pipes = 0;
        long engine = 0;
        for (int round = 0; round < setup.rounds(); round++) {
            String ours = "/content/dam/peer-engine" + round;
            String theirs = "/content/dam/peer-jobs" + round;
            server.fill(ours, setup.content(), assets);
            server.fill(theirs, setup.content(), assets);
            String piped = "/content/dam/peer-pipe" + round;
            server.fill(piped, setup.content(), assets);
            pipes += server.probe("sling-pipe", piped, assets, Map.of());
            jobs += server.probe("asset-jobs", theirs, assets, Map.of());
            engine += EngineRun.start(server, ours, false).await(assets);
        }
        double done = assets * MILLIS * setup.rounds();
        report.add("peers", "one Sling job for each of " + assets + " assets", done / jobs, "assets/s");
        report.add("peers", "Sling pipe, 3 properties of each", done / pipes, "assets/s");
        report.add("peers", "engine, the same assets", done / engine, "assets/s");
        report.add("peers", "engine to Sling jobs", (double) jobs / engine, "");
        report.add("peers", "engine to Sling pipe", (double) pipes / engine, "");
    }
}
