package org.openguides.processing.internal.http;

import java.io.IOException;

import org.apache.sling.api.SlingHttpServletResponse;

/** What goes back to the client. */
@FunctionalInterface
interface Answer {

    /** Writes status, headers and body; once. */
    void send(SlingHttpServletResponse response) throws IOException;
}
