package org.openguides.benchmarks.probe;

import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.servlet.Servlet;

import java.io.IOException;
import java.util.List;

import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.pipes.Plumber;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * A common tool for bulk changes: a pipe that traverses a tree and writes the same few properties to each file. It
 * neither reads files nor computes anything.
 */
@Component(service = Servlet.class, property = "sling.servlet.paths=/bin/benchmarks/sling-pipe")
public final class SlingPipe extends ProbeServlet {

    private static final long serialVersionUID = 1L;

    private final transient Plumber plumber;

    @Activate
    public SlingPipe(@Reference(name = "plumber") Plumber plumber) {
        this.plumber = plumber;
    }

    @Override
    long work(Session session, SlingHttpServletRequest request) throws RepositoryException, IOException {
        permit(session);
        try {
            return plumber.newPipe(request.getResourceResolver())
                    .echo(parameter(request, "path"))
                    .$("nt:resource")
                    .write(
                            "jcr:mimeType",
                            "application/dita+xml",
                            "jcr:encoding",
                            "UTF-8",
                            "jcr:lastModifiedBy",
                            "pipe")
                    .run()
                    .size();
        } catch (IllegalAccessException e) {
            throw new IOException(e);
        }
    }

    /** Users who can read this node may run pipes. */
    private static void permit(Session session) throws RepositoryException {
        Node node = session.getRootNode();
        for (String name : List.of("system", "sling", "permissions", "pipes", "exec")) {
            node = node.hasNode(name) ? node.getNode(name) : node.addNode(name, "sling:Folder");
        }
        session.save();
    }
}
