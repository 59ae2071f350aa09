package org.openguides.benchmarks.probe;

import javax.jcr.Session;
import javax.servlet.Servlet;

import java.util.List;

import org.apache.jackrabbit.oak.api.jmx.IndexStatsMBean;
import org.apache.sling.api.SlingHttpServletRequest;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Pauses or resumes Oak's asynchronous indexing according to the parameter {@code paused}. Returns the number of
 * indexes that are still working.
 */
@Component(service = Servlet.class, property = "sling.servlet.paths=/bin/benchmarks/pause-indexing")
public final class PauseIndexing extends ProbeServlet {

    private static final long serialVersionUID = 1L;

    private final transient List<IndexStatsMBean> lanes;

    @Activate
    public PauseIndexing(@Reference(name = "lanes") List<IndexStatsMBean> lanes) {
        this.lanes = lanes;
    }

    @Override
    long work(Session session, SlingHttpServletRequest request) {
        boolean paused = Boolean.parseBoolean(parameter(request, "paused"));
        lanes.forEach(paused ? IndexStatsMBean::pause : IndexStatsMBean::resume);
        return lanes.stream()
                .filter(lane -> lane.getStatus().equals(IndexStatsMBean.STATUS_RUNNING))
                .count();
    }
}
