package org.openguides.processing.internal.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.apache.sling.api.SlingHttpServletResponse;

/**
 * A JSON response that is rendered before its first byte is written, so that rendering failures can still be reported.
 *
 * @param status      HTTP status
 * @param contentType value of the header Content-Type
 * @param body        the document
 * @param headers     additional headers
 */
record JsonAnswer(int status, String contentType, String body, Map<String, String> headers) implements Answer {

    /** Returns a successful response with a record of the package {@code wire}. */
    static JsonAnswer ok(Record document) {
        return ok(document, Map.of());
    }

    /** Returns a successful response with a record of the package {@code wire} and additional headers. */
    static JsonAnswer ok(Record document, Map<String, String> headers) {
        return new JsonAnswer(200, StreamedJson.TYPE, StreamedJson.GSON.toJson(document), headers);
    }

    @Override
    public void send(SlingHttpServletResponse response) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType(contentType);
        response.setContentLength(bytes.length);
        headers.forEach(response::setHeader);
        response.getOutputStream().write(bytes);
    }
}
