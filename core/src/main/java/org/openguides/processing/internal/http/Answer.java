package org.openguides.processing.internal.http;

import java.io.IOException;

import org.apache.sling.api.SlingHttpServletResponse;

/** The response to a request. */
@FunctionalInterface
interface Answer {

    /** Writes status, headers and body. Must be called once only. */
    void send(SlingHttpServletResponse response) throws IOException;
}
