package org.openguides.processing.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * An HTTP client for one server with the same headers in each request. Immutable; safe for use by many threads. Paths begin
 * with a slash and are escaped already. A broken connection is an {@link UncheckedIOException}.
 */
public final class SlingClient {

    /** The content type of a form. */
    public static final String FORM = "application/x-www-form-urlencoded";

    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(30);

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final URI base;
    private final Map<String, String> headers;

    /** Without credentials. */
    public SlingClient(URI base) {
        this(base, Map.of());
    }

    private SlingClient(URI base, Map<String, String> headers) {
        this.base = base;
        this.headers = headers;
    }

    /** A client for the same server as another user. */
    public SlingClient as(String user, String password) {
        return with("Authorization", basic(user, password));
    }

    /** The value of the header Authorization for a user. */
    static String basic(String user, String password) {
        byte[] credentials = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(credentials);
    }

    /** A client for the same server and user with one more or changed header. */
    public SlingClient with(String header, String value) {
        Map<String, String> all = new HashMap<>(headers);
        all.put(header, value);
        return new SlingClient(base, Map.copyOf(all));
    }

    public HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    /**
     * The JSON object at a path.
     *
     * @throws IllegalStateException if the status is not 200
     */
    public JsonObject json(String path) {
        HttpResponse<String> response = get(path);
        if (response.statusCode() != 200) {
            throw new IllegalStateException(path + ": " + response.statusCode() + " " + response.body());
        }
        return JsonParser.parseString(response.body()).getAsJsonObject();
    }

    /**
     * The bytes of a file at a path.
     *
     * @throws IllegalStateException if the status is not 200
     */
    public byte[] bytes(String path) {
        try {
            HttpResponse<byte[]> response =
                    HTTP.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(path + ": " + response.statusCode());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Posts a form. */
    public HttpResponse<String> post(String path, Map<String, String> fields) {
        return post(path, FORM, HttpRequest.BodyPublishers.ofString(form(fields.entrySet())));
    }

    /** Posts a body of the given type. */
    public HttpResponse<String> post(String path, String contentType, HttpRequest.BodyPublisher body) {
        return send(request(path).header("Content-Type", contentType).POST(body));
    }

    /** Sends a request without a body. */
    public HttpResponse<String> send(String method, String path) {
        return send(request(path).method(method, HttpRequest.BodyPublishers.noBody()));
    }

    /** Fields encoded as a form or a query, in order; names may repeat. */
    public static String form(Collection<Map.Entry<String, String>> fields) {
        return fields.stream()
                .map(field -> escaped(field.getKey()) + "=" + escaped(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    /** A repository path escaped for a URL, byte for byte: Unicode is not normalised. */
    public static String escapedPath(String path) {
        return escaped(path).replace("+", "%20").replace("%2F", "/");
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(REQUEST_LIMIT);
        headers.forEach(request::header);
        return request;
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return ContractValidation.checked(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
