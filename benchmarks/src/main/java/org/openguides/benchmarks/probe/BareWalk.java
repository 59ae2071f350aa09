package org.openguides.benchmarks.probe;

import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.servlet.Servlet;

import java.io.IOException;

import org.apache.sling.api.SlingHttpServletRequest;
import org.osgi.service.component.annotations.Component;

/** Reads one property of each asset. */
@Component(service = Servlet.class, property = "sling.servlet.paths=/bin/benchmarks/bare-walk")
public final class BareWalk extends ProbeServlet {

    private static final long serialVersionUID = 1L;

    @Override
    long work(Session session, SlingHttpServletRequest request) throws RepositoryException, IOException {
        long[] assets = new long[1];
        Assets.visit(session.getNode(parameter(request, "path")), file -> {
            if (!file.getProperty("jcr:content/openguides/outcome").getString().isEmpty()) {
                assets[0]++;
            }
        });
        return assets[0];
    }
}
