package org.openguides.benchmarks.probe;

import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.servlet.Servlet;

import java.io.IOException;

import org.apache.sling.api.SlingHttpServletRequest;
import org.openguides.processing.internal.engine.AssetLinks;
import org.osgi.service.component.annotations.Component;

/**
 * The limit that a run is measured against: one session of the administrator, one save for each hundred assets, the same
 * changes computed by the same processors, and no checkpoint, log, rights or comparison. Parent maps are written in a second
 * pass, because they are not known earlier.
 */
@Component(service = Servlet.class, property = "sling.servlet.paths=/bin/benchmarks/bare-loop")
public final class BareLoop extends ProbeServlet {

    private static final long serialVersionUID = 1L;
    private static final int BATCH = 100;

    @Override
    long work(Session session, SlingHttpServletRequest request) throws RepositoryException, IOException {
        Node folder = session.getNode(parameter(request, "path"));
        Processing processing = new Processing();
        long assets = pass(session, folder, processing::process);
        AssetLinks.Reader links = processing.links(session);
        pass(session, folder, file -> Processing.link(file, links));
        return assets;
    }

    private static long pass(Session session, Node folder, Assets.Visitor visitor)
            throws RepositoryException, IOException {
        long[] assets = new long[1];
        Assets.visit(folder, file -> {
            visitor.visit(file);
            if (++assets[0] % BATCH == 0) {
                session.save();
            }
        });
        session.save();
        return assets[0];
    }
}
