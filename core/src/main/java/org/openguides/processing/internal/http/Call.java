package org.openguides.processing.internal.http;

import org.apache.sling.api.SlingHttpServletRequest;

/**
 * An authenticated request whose fields have been read.
 *
 * @param request the request
 * @param caller  the user who sent it
 * @param fields  the fields of body and query
 */
record Call(SlingHttpServletRequest request, Caller caller, Fields fields) {}
