package org.openguides.launcher.server;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/**
 * Asks a server on this machine as its administrator, with the password that a fresh Sling has. Immutable; safe for use by many
 * threads.
 *
 * @param base of the server, without a slash at the end
 */
record ServerHttp(URI base) {

    private static final String ADMIN =
            "Basic " + Base64.getEncoder().encodeToString("admin:admin".getBytes(StandardCharsets.UTF_8));

    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(30);

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** The answer at a path, which begins with a slash and is escaped. */
    HttpResponse<String> get(String path) throws IOException {
        return send(request(path).GET());
    }

    /**
     * An array of the JSON object at a path.
     *
     * @throws IOException if there is none
     */
    JsonArray array(String path, String member) throws IOException {
        HttpResponse<String> answer = get(path);
        if (answer.statusCode() != 200) {
            throw new IOException(path + " (" + answer.statusCode() + ")");
        }
        try {
            JsonElement json = JsonParser.parseString(answer.body());
            if (json instanceof JsonObject object && object.get(member) instanceof JsonArray array) {
                return array;
            }
            throw new IOException(path + " has no " + member);
        } catch (JsonParseException e) {
            throw new IOException(path + " is no JSON", e);
        }
    }

    /** Posts a form. */
    HttpResponse<String> post(String path, String form) throws IOException {
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(REQUEST_LIMIT)
                .header("Authorization", ADMIN);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }
}
