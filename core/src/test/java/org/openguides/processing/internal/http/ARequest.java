package org.openguides.processing.internal.http;

import javax.servlet.ServletException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.servlet.MockRequestPathInfo;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletRequest;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletResponse;

/** Builds requests and sends them. */
final class ARequest {

    private final MockSlingHttpServletRequest request;

    ARequest(SlingContext context, ResourceResolver resolver, String method) {
        request = new MockSlingHttpServletRequest(resolver, context.bundleContext()) {
            @Override
            public long getContentLengthLong() {
                return getContentLength();
            }
        };
        request.setMethod(method);
    }

    ARequest json(String body) {
        return body("application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    ARequest body(String contentType, byte[] bytes) {
        request.setContentType(contentType);
        request.setContent(bytes);
        return this;
    }

    /** Adds a form field, as the platform provides it. */
    ARequest field(String name, String value) {
        request.addRequestParameter(name, value);
        request.setContentType("application/x-www-form-urlencoded");
        return this;
    }

    ARequest query(String query) {
        // The mock would convert an empty query to a parameter without a value.
        if (!query.isEmpty()) {
            request.setQueryString(query);
        }
        return this;
    }

    ARequest header(String name, String value) {
        request.setHeader(name, value);
        return this;
    }

    ARequest contextPath(String path) {
        request.setContextPath(path);
        return this;
    }

    MockSlingHttpServletRequest build() {
        return request;
    }

    /** Sends the request to the default path of the servlet. */
    MockSlingHttpServletResponse sendTo(ApiServlet servlet) throws ServletException, IOException {
        return sendTo(servlet, ApiSettings.DEFAULT_BASE_PATH);
    }

    MockSlingHttpServletResponse sendTo(ApiServlet servlet, String basePath) throws ServletException, IOException {
        ((MockRequestPathInfo) request.getRequestPathInfo()).setResourcePath(basePath + servlet.path());
        MockSlingHttpServletResponse response = new MockSlingHttpServletResponse();
        servlet.service((javax.servlet.ServletRequest) request, response);
        return response;
    }
}
