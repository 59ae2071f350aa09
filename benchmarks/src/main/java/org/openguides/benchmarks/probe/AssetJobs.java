package org.openguides.benchmarks.probe;

import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.servlet.Servlet;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;

import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.JobManager;
import org.apache.sling.event.jobs.consumer.JobConsumer;
import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.engine.AssetLinks;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** A common alternative design: one Sling job per asset in Sling's main queue, each with its own session and save. */
@Component(
        service = {Servlet.class, JobConsumer.class},
        property = {
            "sling.servlet.paths=/bin/benchmarks/asset-jobs",
            JobConsumer.PROPERTY_TOPICS + "=" + AssetJobs.TOPIC
        })
public final class AssetJobs extends ProbeServlet implements JobConsumer {

    static final String TOPIC = "org/openguides/benchmarks/asset";

    private static final long serialVersionUID = 1L;
    private static final String PATH = "path";

    private final transient JobManager jobs;
    private final transient Processing processing = new Processing();
    private transient volatile @Nullable Session login;
    private transient volatile CountDownLatch left = new CountDownLatch(0);

    @Activate
    public AssetJobs(@Reference(name = "jobs") JobManager jobs) {
        this.jobs = jobs;
    }

    @Override
    long work(Session session, SlingHttpServletRequest request) throws RepositoryException, IOException {
        Node folder = session.getNode(parameter(request, PATH));
        List<String> paths = Assets.paths(folder);
        login = session;
        left = new CountDownLatch(paths.size());
        for (String path : paths) {
            jobs.addJob(TOPIC, Map.of(PATH, path));
        }
        try {
            left.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        session.refresh(false);
        AssetLinks.Reader links = processing.links(session);
        for (String path : paths) {
            Processing.link(session.getNode(path), links);
            session.save();
        }
        return paths.size();
    }

    @Override
    public JobResult process(Job job) {
        try {
            Session own = Processing.another(Objects.requireNonNull(login));
            try {
                processing.process(own.getNode(Objects.requireNonNull(job.getProperty(PATH, String.class))));
                own.save();
            } finally {
                own.logout();
            }
            left.countDown();
            return JobResult.OK;
        } catch (RepositoryException | IOException e) {
            return JobResult.FAILED;
        }
    }
}
