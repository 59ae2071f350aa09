package org.openguides.cli.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.openguides.cli.UserError;

/** A server with the credentials of a user. Thread-safe. */
public final class Server {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final ServerAddress address;
    private final Limits limits;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    /** Creates a client for the given address without sending anything. */
    public Server(ServerAddress address, Limits limits) {
        this.address = address;
        this.limits = limits;
    }

    /** Returns the address as given by the user. */
    public String url() {
        return address.url();
    }

    /** Sends a GET request to an encoded path and query below the server's address. */
    public Answer get(String path) {
        return send(path, Map.of(), "GET", BodyPublishers.noBody(), limits.any());
    }

    /** Sends a GET request, as {@link #get}, that the server answers at once. */
    public Answer getSmall(String path) {
        return send(path, Map.of(), "GET", BodyPublishers.noBody(), limits.small());
    }

    /** Sends a POST request with a record as JSON. */
    public Answer postJson(String path, Record body) {
        return send(
                path,
                Map.of("Content-Type", "application/json"),
                "POST",
                BodyPublishers.ofString(Answer.GSON.toJson(body)),
                limits.any());
    }

    /** Sends a POST request with a form. */
    public Answer post(String path, Form form) {
        return send(path, form.headers(), "POST", form.body(), limits.any());
    }

    private Answer send(String path, Map<String, String> headers, String method, BodyPublisher body, Duration limit) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address.url() + path))
                .header("Authorization", address.authorization())
                .header("Accept", "application/json")
                .header("User-Agent", "openguides-cli")
                .method(method, body);
        headers.forEach(request::header);
        try {
            HttpResponse<String> response = exchange(request.build(), limit);
            return new Answer(method + " " + pathOnly(path), response.statusCode(), response.body());
        } catch (ConnectException e) {
            throw new UnreachableServer("no server answers at " + url() + " (--server or OPENGUIDES_SERVER)", e);
        } catch (IOException e) {
            throw new UnreachableServer("the connection to " + url() + " failed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("interrupted", e);
        }
    }

    /**
     * Sends a request and reads the answer within the limit. The timeout of a request of java.net.http would end with
     * the headers of the answer, and its body could take for ever.
     */
    private HttpResponse<String> exchange(HttpRequest request, Duration limit)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(request, headers -> new LimitedText(limits.bytes()));
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw cause instanceof IOException failure ? failure : new IOException(String.valueOf(cause), cause);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no complete answer within " + limit.toSeconds() + " s");
        } finally {
            // Closes the connection if there is no answer yet.
            answer.cancel(true);
        }
    }

    private static String pathOnly(String path) {
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }
}
