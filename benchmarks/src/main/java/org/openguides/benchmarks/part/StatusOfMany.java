package org.openguides.benchmarks.part;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.openguides.benchmarks.report.Report;

/** Time to get the status of many assets, from the request to the last byte of the result. */
public final class StatusOfMany implements Part {

    private static final String STATUS = "/bin/guides/v1/assets/status";
    private static final String FOLDER = "/content/dam/status";
    private static final double NANOS = 1e9;

    @Override
    public void measure(Setup setup, Report report) {
        MeasuredServer server = setup.server().get();
        server.fill(FOLDER, setup.content(), setup.assets());
        ask(server); // warm-up
        double seconds = 0;
        for (int round = 0; round < setup.rounds(); round++) {
            seconds += ask(server);
        }
        report.add(
                "status",
                "status of " + setup.assets() + " assets",
                setup.assets() * setup.rounds() / seconds,
                "assets/s");
    }

    private static double ask(MeasuredServer server) {
        long start = System.nanoTime();
        JsonObject asked = JsonParser.parseString(
                        server.post(STATUS, "application/json", "{\"paths\":[\"" + FOLDER + "\"]}"))
                .getAsJsonObject();
        String result = STATUS + "?jobId=" + asked.get("jobId").getAsString();
        Waiting.until(
                "the status of many", Waiting.SHORT, () -> server.get(result).contains("\"exists\""));
        return (System.nanoTime() - start) / NANOS;
    }
}
