package org.openguides.processing.internal.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.apache.sling.api.SlingHttpServletResponse;

/**
 * A successful response with a text in UTF-8.
 *
 * @param contentType value of the header Content-Type
 * @param body        the text
 */
record TextAnswer(String contentType, String body) implements Answer {

    @Override
    public void send(SlingHttpServletResponse response) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        response.setStatus(200);
        response.setContentType(contentType);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
