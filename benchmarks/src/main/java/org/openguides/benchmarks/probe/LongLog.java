package org.openguides.benchmarks.probe;

import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.servlet.Servlet;

import java.time.Clock;

import org.apache.sling.api.SlingHttpServletRequest;
import org.openguides.processing.internal.runlog.RunLogWriter;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.RunStore;
import org.osgi.service.component.annotations.Component;

/** Extends the log of the run {@code id} to the given number of {@code lines}. */
@Component(service = Servlet.class, property = "sling.servlet.paths=/bin/benchmarks/long-log")
public final class LongLog extends ProbeServlet {

    private static final long serialVersionUID = 1L;
    private static final int AT_ONCE = 10_000;

    @Override
    long work(Session session, SlingHttpServletRequest request) throws RepositoryException {
        long lines = Long.parseLong(parameter(request, "lines"));
        RunNode run = RunStore.find(session, parameter(request, "id")).orElseThrow();
        RunLogWriter log = new RunLogWriter(Clock.systemUTC(), "ASSET_PROCESSING");
        log.attach(RunLogWriter.create(run.node()));
        while (log.lines() < lines) {
            for (int i = 0; i < AT_ONCE && log.lines() < lines; i++) {
                log.warn(request.getParameter("path") + "/topic" + log.lines()
                        + ".dita: broken reference in line 7: <xref href=\"gone.dita\">");
            }
            log.stage(session);
            session.save();
            log.saved();
        }
        return lines;
    }
}
