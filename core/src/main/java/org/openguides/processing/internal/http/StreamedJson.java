package org.openguides.processing.internal.http;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonIOException;
import org.apache.sling.api.SlingHttpServletResponse;

/**
 * A JSON response that is streamed, since it may be too large to be rendered in memory. A failure while streaming
 * cannot be reported any more; the client then gets a truncated document.
 *
 * @param document a record of the package {@code wire}
 */
record StreamedJson(Record document) implements Answer {

    static final String TYPE = "application/json; charset=utf-8";

    /** Writes the members of a record in order, without those that are null. */
    static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    @Override
    public void send(SlingHttpServletResponse response) throws IOException {
        response.setStatus(200);
        response.setContentType(TYPE);
        Writer text = new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
        try {
            GSON.toJson(document, text);
        } catch (JsonIOException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e);
        }
        // The writer is not closed: after a failure, closing would flush an incomplete document.
        text.flush();
    }
}
