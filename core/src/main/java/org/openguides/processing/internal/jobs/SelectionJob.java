package org.openguides.processing.internal.jobs;

import javax.jcr.RepositoryException;

import java.util.List;
import java.util.Map;

import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.consumer.JobExecutionContext;
import org.apache.sling.event.jobs.consumer.JobExecutionResult;
import org.apache.sling.event.jobs.consumer.JobExecutor;
import org.openguides.processing.internal.engine.StopSignal;
import org.openguides.processing.internal.engine.selection.SelectionResult;
import org.openguides.processing.internal.log.ServerLog;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;

/** Sling job that selects the assets of one run. */
@Component(service = JobExecutor.class, property = JobExecutor.PROPERTY_TOPICS + "=" + Topics.SELECTION)
public final class SelectionJob implements JobExecutor {

    private static final Logger LOG = ServerLog.of(SelectionJob.class);

    private final Engine engine;

    @Activate
    public SelectionJob(@Reference(name = "engine") Engine engine) {
        this.engine = engine;
    }

    @Override
    public JobExecutionResult process(Job job, JobExecutionContext context) {
        String runId = job.getProperty(Topics.RUN_ID, "");
        Map<String, Object> properties = Topics.run(runId);
        String node = engine.node().ownership().owner().node();
        boolean isForOthers =
                List.of(job.getProperty(Topics.NOT_ON, "").split(" ")).contains(node)
                        || engine.threads().isExhausted();
        if (isForOthers && engine.handover().isPassedOn(job, properties)) {
            return context.result().succeeded();
        }
        StopSignal stop = () -> context.isStopped() || engine.isStopped();
        return GuardedJob.process(
                job,
                context,
                stop,
                engine.handover().orPassOn(job, runId, properties, () -> isDone(runId, stop)),
                reason -> engine.selections().refuse(runId, reason));
    }

    private boolean isDone(String runId, StopSignal stop) throws RepositoryException {
        if (engine.threads().isExhausted()) {
            engine.selections().refuse(runId, engine.threads().abandoned() + " of the workers of this node hang");
            return true;
        }
        SelectionResult result = engine.selections().work(runId, stop);
        LOG.debug("runId={} selection={}", runId, result);
        return result != SelectionResult.INTERRUPTED;
    }
}
