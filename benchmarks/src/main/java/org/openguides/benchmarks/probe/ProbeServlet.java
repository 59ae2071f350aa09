package org.openguides.benchmarks.probe;

import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.servlet.ServletException;

import java.io.IOException;
import java.util.Objects;

import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.SlingHttpServletResponse;
import org.apache.sling.api.servlets.SlingAllMethodsServlet;

/** Works in the session of the caller, and returns the number of assets and the time in milliseconds. */
abstract class ProbeServlet extends SlingAllMethodsServlet {

    private static final long serialVersionUID = 1L;
    private static final long NANOS_OF_A_MILLISECOND = 1_000_000;

    /** Does the work; returns the number of assets. */
    abstract long work(Session session, SlingHttpServletRequest request) throws RepositoryException, IOException;

    @Override
    protected void doPost(SlingHttpServletRequest request, SlingHttpServletResponse response)
            throws ServletException, IOException {
        Session session = Objects.requireNonNull(request.getResourceResolver().adaptTo(Session.class));
        try {
            long start = System.nanoTime();
            long assets = work(session, request);
            long millis = (System.nanoTime() - start) / NANOS_OF_A_MILLISECOND;
            response.setContentType("text/plain");
            response.getWriter().print(assets + " " + millis);
        } catch (RepositoryException e) {
            throw new ServletException(e);
        }
    }

    /** Returns a mandatory parameter. */
    static String parameter(SlingHttpServletRequest request, String name) {
        return Objects.requireNonNull(request.getParameter(name), name);
    }
}
