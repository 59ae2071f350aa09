package org.openguides.cli.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import org.openguides.cli.UserError;

/** A server with the credentials of a user. Thread-safe. */
public final class Server {
    /** Maximum size of a response; larger ones are not expected from any request. */
    private static final int LARGEST_ANSWER = 256 << 20;

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofMinutes(10);

    private final ServerAddress address;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    /** Creates a client for the given address without sending anything. */
    public Server(ServerAddress address) {
        this.address = address;
    }

    /** Returns the address as given by the user. */
    public String url() {
        return address.url();
    }

    /** Sends a GET request to an encoded path and query below the server's address. */
    public Answer get(String path) {
        return send(path, Map.of(), "GET", BodyPublishers.noBody());
    }

    /** Sends a POST request with a record as JSON. */
    public Answer postJson(String path, Record body) {
        return send(
                path,
                Map.of("Content-Type", "application/json"),
                "POST",
                BodyPublishers.ofString(Answer.GSON.toJson(body)));
    }

    /** Sends a POST request with a form. */
    public Answer post(String path, Form form) {
        return send(path, form.headers(), "POST", form.body());
    }

    private Answer send(String path, Map<String, String> headers, String method, BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address.url() + path))
                .timeout(ANSWER)
                .header("Authorization", address.authorization())
                .header("Accept", "application/json")
                .header("User-Agent", "openguides-cli")
                .method(method, body);
        headers.forEach(request::header);
        try {
            HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
            return new Answer(method + " " + pathOnly(path), response.statusCode(), text(response));
        } catch (ConnectException e) {
            throw new UnreachableServer("no server answers at " + url() + " (--server or OPENGUIDES_SERVER)", e);
        } catch (IOException e) {
            throw new UnreachableServer("the connection to " + url() + " failed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("interrupted", e);
        }
    }

    private static String text(HttpResponse<InputStream> response) throws IOException {
        try (InputStream in = response.body()) {
            byte[] bytes = in.readNBytes(LARGEST_ANSWER + 1);
            if (bytes.length > LARGEST_ANSWER) {
                throw new IOException("the answer is too large");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private static String pathOnly(String path) {
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }
}
