package org.openguides.processing.internal.webhooks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;

/** A real HTTP server on the loopback interface that records what it gets. Safe for use by multiple threads. */
final class Receiver implements AutoCloseable {

    /** What it has accepted. */
    final List<Received> accepted = new CopyOnWriteArrayList<>();
    /** Everything that it was sent. */
    final List<Received> all = new CopyOnWriteArrayList<>();

    /** Called with each request, before it is answered. */
    volatile Runnable before = () -> {};

    volatile int status = 204;
    volatile @Nullable String location;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private int port;
    private @Nullable HttpServer server;

    /** A request. */
    record Received(String path, Headers headers, String body) {

        String header(String name) {
            return String.valueOf(headers.getFirst(name));
        }

        JsonObject event() {
            return JsonParser.parseString(body).getAsJsonObject();
        }

        String type() {
            return event().get("type").getAsString();
        }

        String id() {
            return event().get("id").getAsString();
        }

        JsonObject data() {
            return event().getAsJsonObject("data");
        }
    }

    Receiver() {
        open();
    }

    /** Listens again, at the same port. */
    void open() {
        try {
            HttpServer opened = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            opened.createContext("/", this::handle);
            opened.setExecutor(threads);
            opened.start();
            port = opened.getAddress().getPort();
            server = opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Is away: connections are refused. */
    void leave() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        Received received = new Received(
                exchange.getRequestURI().toString(),
                exchange.getRequestHeaders(),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        all.add(received);
        before.run();
        if (status / 100 == 2) {
            accepted.add(received);
        }
        if (location != null) {
            exchange.getResponseHeaders().add("Location", location);
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    String url() {
        return "http://127.0.0.1:" + port + "/hook?from=openguides";
    }

    List<String> types() {
        return accepted.stream().map(Received::type).toList();
    }

    @Override
    public void close() {
        leave();
        threads.shutdownNow();
    }
}
