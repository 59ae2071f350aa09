package org.openguides.processing.internal.http;

import javax.jcr.RepositoryException;

import java.io.IOException;

import org.apache.sling.api.SlingHttpServletResponse;

/** The response to a request. */
@FunctionalInterface
interface Answer {

    /**
     * Writes status, headers and body. Must be called once only.
     *
     * @throws IOException if the response cannot be written
     * @throws RepositoryException if what is to be written cannot be read
     */
    void send(SlingHttpServletResponse response) throws IOException, RepositoryException;
}
