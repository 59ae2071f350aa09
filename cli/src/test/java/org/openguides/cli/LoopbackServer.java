package org.openguides.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A real HTTP server on the loopback interface that records all requests and returns configured responses. */
final class LoopbackServer implements AutoCloseable {
    private final HttpServer server;
    private final Function<Request, Reply> answers;
    final List<Request> requests = new CopyOnWriteArrayList<>();

    LoopbackServer(Function<Request, Reply> answers) throws IOException {
        this.answers = answers;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        boolean stalls = false;
        try {
            Request request = new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getRawPath(),
                    String.valueOf(exchange.getRequestURI().getRawQuery()),
                    Map.copyOf(exchange.getRequestHeaders()),
                    exchange.getRequestBody().readAllBytes());
            requests.add(request);
            Reply reply = answers.apply(request);
            stalls = reply.stalls();
            send(reply, exchange);
        } finally {
            if (!stalls) {
                exchange.close();
            }
        }
    }

    private static void send(Reply reply, HttpExchange exchange) throws IOException {
        if (reply.status() == Reply.NONE) {
            return;
        }
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        int length = body.length + (reply.stalls() ? 1 : 0);
        exchange.getResponseHeaders().set("Content-Type", reply.type());
        exchange.sendResponseHeaders(reply.status(), length == 0 ? -1 : length);
        exchange.getResponseBody().write(body);
        exchange.getResponseBody().flush();
    }

    record Request(String method, String rawPath, String query, Map<String, List<String>> headers, byte[] body) {
        String path() {
            return URLDecoder.decode(rawPath.replace("+", "%2B"), StandardCharsets.UTF_8);
        }

        String header(String name) {
            return headers.getOrDefault(name, List.of("")).get(0);
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /**
     * A response.
     *
     * @param stalls whether it never ends, and the connection stays open until the server is closed
     */
    record Reply(int status, String type, String body, boolean stalls) {
        private static final int NONE = 0;

        Reply(int status, String type, String body) {
            this(status, type, body, false);
        }

        /** No response, not even headers. */
        static Reply silence() {
            return new Reply(NONE, "", "", true);
        }

        /** A connection that is closed without a response. */
        static Reply lost() {
            return new Reply(NONE, "", "");
        }

        /** A response that lacks its last byte. */
        static Reply stalled(Reply whole) {
            return new Reply(whole.status(), whole.type(), whole.body(), true);
        }

        static Reply json(String body) {
            return new Reply(200, "application/json", body);
        }

        static Reply problem(int status, String body) {
            return new Reply(status, "application/problem+json", body);
        }

        static Reply empty(int status) {
            return new Reply(status, "text/html", "");
        }
    }
}
