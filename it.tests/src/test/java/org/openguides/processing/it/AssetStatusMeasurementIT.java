package org.openguides.processing.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Scanner;

import com.google.gson.JsonObject;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.openguides.launcher.server.ServerHeap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.openguides.processing.it.GuidesApi.array;
import static org.openguides.processing.it.GuidesApi.text;

/** Measures time and server memory for the status of very many assets. */
@Measurement
final class AssetStatusMeasurementIT {

    private static final String STATUS = "/bin/guides/v1/assets/status";
    private static final int ASSETS = 100_000;
    private static final int SAMPLE = 10_000;
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final HttpClient http = HttpClient.newHttpClient();
    private final SlingServer server;
    private final SlingClient admin;

    AssetStatusMeasurementIT(SlingServer server) {
        this.server = server;
        this.admin = server.admin();
    }

    @Test
    void ofTheStatusOfManyAssets() {
        new BulkContent(admin).topics("/content/dam/few", ASSETS / 10);
        new BulkContent(admin).topics("/content/dam/many", ASSETS);
        count(ask("/content/dam/few"), () -> {}); // warms up
        String few = row("/content/dam/few", ASSETS / 10);
        String many = row("/content/dam/many", ASSETS);
        String again = row("/content/dam/many", ASSETS);
        System.out.println(
                "| assets | request to result s | live MiB before | most while computed | most while read |\n"
                        + "| --: | --: | --: | --: | --: |\n" + few + "\n" + many + "\n" + again);
    }

    private String row(String path, int assets) {
        long start = System.nanoTime();
        assertEquals(assets, count(ask(path), () -> {}));
        double seconds = (System.nanoTime() - start) / 1e9;
        try (ServerHeap heap = new ServerHeap(server.process())) {
            long before = heap.liveMebibytes();
            Peak computed = new Peak(heap);
            String job = post(path);
            await(job, computed);
            Peak read = new Peak(heap);
            assertEquals(assets, count(job, read));
            return String.format(
                    Locale.ROOT, "| %d | %.1f | %d | %d | %d |", assets, seconds, before, computed.most, read.most);
        }
    }

    private String ask(String path) {
        String job = post(path);
        await(job, () -> {});
        return job;
    }

    private String post(String path) {
        JsonObject request = new JsonObject();
        request.add("paths", array(path));
        return text(
                GuidesApi.object(admin.post(STATUS, GuidesApi.JSON, BodyPublishers.ofString(request.toString()))),
                "jobId");
    }

    /** The answer is not read further than to its status. */
    private void await(String job, Runnable eachTime) {
        Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(50)).until(() -> {
            eachTime.run();
            try (InputStream answer = get(job)) {
                return new String(answer.readNBytes(200), StandardCharsets.UTF_8).contains("\"SUCCESS\"");
            }
        });
    }

    /** The rows of an answer that is read to its end. */
    private int count(String job, Runnable nowAndThen) {
        int rows = 0;
        try (Scanner answer = new Scanner(get(job), StandardCharsets.UTF_8).useDelimiter("\"exists\"")) {
            for (answer.next(); answer.hasNext(); answer.next()) {
                if (rows++ % SAMPLE == 0) {
                    nowAndThen.run();
                }
            }
        }
        return rows;
    }

    private InputStream get(String job) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.base() + STATUS + "?jobId=" + job))
                .header("Authorization", SlingClient.basic("admin", "admin"))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofInputStream()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Remembers the most memory that was in use when it looked. */
    private static final class Peak implements Runnable {
        private final ServerHeap heap;
        private long most;

        Peak(ServerHeap heap) {
            this.heap = heap;
        }

        @Override
        public void run() {
            most = Math.max(most, heap.liveMebibytes());
        }
    }
}
