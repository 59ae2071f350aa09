package org.openguides.processing.internal.http;

import org.apache.sling.api.SlingHttpServletRequest;

/**
 * A request that has been let in and read.
 *
 * @param request what the platform knows of it
 * @param caller  who sent it
 * @param fields  what he sent
 */
record Call(SlingHttpServletRequest request, Caller caller, Fields fields) {}
