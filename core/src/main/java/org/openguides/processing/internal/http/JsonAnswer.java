package org.openguides.processing.internal.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.apache.sling.api.SlingHttpServletResponse;

/**
 * A JSON document, rendered before the first byte of the response is written: what fails while rendering can still be
 * reported.
 *
 * @param status      HTTP status
 * @param contentType value of the header
 * @param body        the document
 * @param headers     further headers
 */
record JsonAnswer(int status, String contentType, String body, Map<String, String> headers) implements Answer {

    /** Success, with a record of the package {@code wire}. */
    static JsonAnswer ok(Record document) {
        return ok(document, Map.of());
    }

    /** Success, with a record of the package {@code wire}, and headers. */
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
