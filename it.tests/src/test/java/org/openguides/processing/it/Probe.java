package org.openguides.processing.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/** A user who sends the same request again and again. What is measured is the answer alone, not what a test makes of it. */
final class Probe {

    private static final double NANOS_OF_A_MILLISECOND = 1e6;

    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpRequest request;

    Probe(SlingServer server, String user, String password, String path) {
        this.request = HttpRequest.newBuilder(URI.create(server.base() + path))
                .header("Authorization", SlingClient.basic(user, password))
                .build();
    }

    private Probe(HttpRequest request) {
        this.request = request;
    }

    /** An administrator who saves a change of a node again and again, which need not exist. */
    static Probe ofSaves(SlingServer server, String path) {
        return new Probe(HttpRequest.newBuilder(URI.create(server.base() + path))
                .header("Authorization", SlingClient.basic("admin", "admin"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("jcr:lastModified=")) // Sling sets the current time
                .build());
    }

    /**
     * How long the answers took.
     *
     * @param nanos each of them, the shortest first
     */
    record Waits(List<Long> nanos) {

        Waits {
            nanos = nanos.stream().sorted().toList();
        }

        /** In milliseconds: how long 95 of 100 answers took at most. */
        double p95() {
            return nanos.get((int) Math.ceil(nanos.size() * 0.95) - 1) / NANOS_OF_A_MILLISECOND;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%d answers, p95 %.1f ms, longest %.1f ms",
                    nanos.size(),
                    p95(),
                    nanos.get(nanos.size() - 1) / NANOS_OF_A_MILLISECOND);
        }
    }

    /** Asks so many times. */
    Waits times(int count) {
        List<Long> nanos = new ArrayList<>();
        while (nanos.size() < count) {
            nanos.add(ask());
        }
        return new Waits(nanos);
    }

    /** Asks as long as something else goes on, and once at least. */
    Waits during(Runnable other) {
        AtomicBoolean over = new AtomicBoolean();
        List<Long> nanos = new ArrayList<>();
        Thread asking = new Thread(
                () -> {
                    do {
                        nanos.add(ask());
                    } while (!over.get());
                },
                "probe");
        asking.start();
        try {
            other.run();
        } finally {
            over.set(true);
            join(asking);
        }
        return new Waits(nanos);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private long ask() {
        try {
            long begun = System.nanoTime();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            long nanos = System.nanoTime() - begun;
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException(answer.statusCode() + " " + answer.body());
            }
            return nanos;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
