package org.openguides.processing.internal.http;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

import com.google.gson.stream.JsonWriter;
import org.apache.sling.api.SlingHttpServletResponse;

/**
 * A JSON document that may be too large to be rendered before it is sent. What fails while it is sent cannot be reported
 * any more: the client gets a document without an end.
 *
 * @param document the document
 */
record StreamedJson(JsonAnswer.Document document) implements Answer {

    @Override
    public void send(SlingHttpServletResponse response) throws IOException {
        response.setStatus(200);
        response.setContentType("application/json; charset=utf-8");
        Writer text = new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
        JsonWriter json = new JsonWriter(text);
        document.writeTo(json);
        // not closed: that would flush an incomplete document when something fails
        json.flush();
    }
}
