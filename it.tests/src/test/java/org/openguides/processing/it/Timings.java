package org.openguides.processing.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Measures GET requests of an administrator, from the first byte sent to the last one read; one after the other, as
 * from one client without pauses.
 */
final class Timings {

    private static final double NANOS_OF_A_MILLISECOND = 1e6;

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI base;
    private final Map<String, String> paths;
    private final Map<String, List<Long>> nanos = new LinkedHashMap<>();

    /**
     * Measures requests with these names, for these paths.
     *
     * @param paths the order is that of the requests
     */
    Timings(SlingServer server, LinkedHashMap<String, String> paths) {
        this.base = server.base();
        this.paths = paths;
    }

    /** Sends each request once. */
    void measure() {
        paths.forEach((name, path) ->
                nanos.computeIfAbsent(name, key -> new ArrayList<>()).add(time(path)));
    }

    /** Sends each request several times and discards the times, because the first requests are slower. */
    void warmUp(int rounds) {
        for (int i = 0; i < rounds; i++) {
            measure();
        }
        nanos.clear();
    }

    private long time(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Authorization", SlingClient.basic("admin", "admin"))
                .build();
        try {
            long start = System.nanoTime();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            long end = System.nanoTime();
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
            }
            return end - start;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A table in Markdown. */
    @Override
    public String toString() {
        return nanos.entrySet().stream()
                .map(entry -> row(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(
                        "\n",
                        "| | requests | p50 ms | p99 ms | longest ms |\n| --- | --: | --: | --: | --: |\n",
                        "\n"));
    }

    private static String row(String name, List<Long> nanos) {
        List<Long> sorted = nanos.stream().sorted().toList();
        return String.format(
                Locale.ROOT,
                "| %s | %d | %.1f | %.1f | %.1f |",
                name,
                sorted.size(),
                percentile(sorted, 50),
                percentile(sorted, 99),
                percentile(sorted, 100));
    }

    private static double percentile(List<Long> sorted, int percent) {
        int rank = (int) Math.ceil(sorted.size() * percent / 100.0);
        return sorted.get(rank - 1) / NANOS_OF_A_MILLISECOND;
    }
}
