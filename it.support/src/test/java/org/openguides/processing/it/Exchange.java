package org.openguides.processing.it;

import javax.net.ssl.SSLSession;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A request with a response, without a server. */
record Exchange(HttpRequest request, int statusCode, String body, HttpHeaders headers) implements HttpResponse<String> {

    /** A GET of a path below the base path of the API. */
    static Exchange get(String path) {
        return of(request(path).GET());
    }

    /** A POST to a path below the base path of the API. */
    static Exchange post(String path, String contentType, String body) {
        return of(request(path).header("Content-Type", contentType).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** The same request with a JSON response, or with a problem if the status is not a success. */
    Exchange answered(int status, String json) {
        String type = status == 200 ? "application/json; charset=utf-8" : "application/problem+json";
        return new Exchange(request, status, json, headers).with("Content-Type", type);
    }

    /** The same with one header, or without it if the value is empty. */
    Exchange with(String header, String value) {
        Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(headers.map());
        all.put(header, value.isEmpty() ? List.of() : List.of(value));
        return new Exchange(request, statusCode, body, HttpHeaders.of(all, (name, each) -> true));
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost/bin/guides/v1" + path));
    }

    private static Exchange of(HttpRequest.Builder request) {
        Map<String, List<String>> headers = Map.of("Cache-Control", List.of("no-store"), "Location", List.of("/x"));
        return new Exchange(request.build(), 500, "", HttpHeaders.of(headers, (name, each) -> true));
    }

    @Override
    public Optional<HttpResponse<String>> previousResponse() {
        return Optional.empty();
    }

    @Override
    public Optional<SSLSession> sslSession() {
        return Optional.empty();
    }

    @Override
    public URI uri() {
        return request.uri();
    }

    @Override
    public HttpClient.Version version() {
        return HttpClient.Version.HTTP_1_1;
    }
}
