package org.openguides.processing.internal.http;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.google.gson.stream.JsonWriter;
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

    /** Writes one JSON value. */
    @FunctionalInterface
    interface Document {
        void writeTo(JsonWriter json) throws IOException;
    }

    /** Success, with the given document. */
    static JsonAnswer ok(Document document) throws IOException {
        return ok(document, Map.of());
    }

    /** Success, with the given document and headers. */
    static JsonAnswer ok(Document document, Map<String, String> headers) throws IOException {
        StringWriter text = new StringWriter();
        document.writeTo(new JsonWriter(text));
        return new JsonAnswer(200, "application/json; charset=utf-8", text.toString(), headers);
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
