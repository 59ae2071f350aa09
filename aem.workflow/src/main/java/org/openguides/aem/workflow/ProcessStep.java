package org.openguides.aem.workflow;

import javax.jcr.Session;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;

import com.adobe.granite.workflow.WorkflowException;
import com.adobe.granite.workflow.WorkflowSession;
import com.adobe.granite.workflow.exec.WorkItem;
import com.adobe.granite.workflow.exec.Workflow;
import com.adobe.granite.workflow.exec.WorkflowExternalProcess;
import com.adobe.granite.workflow.metadata.MetaDataMap;
import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.AssetFilter;
import org.openguides.processing.api.OverlapException;
import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.Runs;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a run over the payload of a workflow, and waits for its end. While it waits, AEM asks for the result from time
 * to time and holds no thread. The run has the rights of the user who has started the workflow. Safe for use by multiple
 * threads.
 */
@Component(
        service = WorkflowExternalProcess.class,
        property = {"process.label=" + ProcessStep.LABEL, "process.name=" + ProcessStep.LABEL})
public final class ProcessStep implements WorkflowExternalProcess {

    static final String LABEL = "OpenGuides: process";

    /** Property of the step that contains its arguments. */
    static final String ARGUMENTS = "PROCESS_ARGS";

    /** Time after which each node of a cluster sees a run. */
    private static final Duration VISIBILITY = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(ProcessStep.class);

    private final Runs runs;

    @Activate
    public ProcessStep(@Reference(name = "runs") Runs runs) {
        this.runs = runs;
    }

    /**
     * Starts the run, unless an earlier attempt of this step has done so and the run has not ended.
     *
     * @return the id of the run
     */
    @Override
    public Serializable execute(WorkItem item, WorkflowSession session, MetaDataMap metadata) throws WorkflowException {
        RunRequest request = request(item, session, arguments(metadata));
        try {
            return start(request);
        } catch (ProcessingException e) {
            throw new WorkflowException(LABEL + ": the run cannot be started", e);
        }
    }

    private String start(RunRequest request) throws WorkflowException {
        try {
            return runs.start(request);
        } catch (OverlapException e) {
            return sameRun(e, request)
                    .orElseThrow(() -> new WorkflowException(LABEL + ": another run covers " + request.paths()
                            + ", or a folder above or below it; the step can be repeated when that run has ended"));
        }
    }

    /** Returns whether the run has ended, or the workflow does not wait for it. */
    @Override
    public boolean hasFinished(Serializable id, WorkItem item, WorkflowSession session, MetaDataMap metadata) {
        try {
            return !arguments(metadata).waits()
                    || runs.find(String.valueOf(id))
                            .map(run -> run.state().isEnded())
                            .orElseGet(() -> isVisibleEverywhere(item));
        } catch (ProcessingException e) {
            LOG.warn("processingId={} cannot be read now; its workflow keeps waiting", id, e);
            return false;
        } catch (WorkflowException e) {
            LOG.debug("processingId={} has a step whose arguments are wrong now; its result reports that", id, e);
            return true;
        }
    }

    /** Another node may have started the run, and this one may not see it yet. */
    private static boolean isVisibleEverywhere(WorkItem item) {
        Date started = item.getTimeStarted();
        return started == null || started.toInstant().plus(VISIBILITY).isBefore(Instant.now());
    }

    /** Writes the outcome to the metadata of the workflow. Fails if the run has failed and the arguments say so. */
    @Override
    public void handleResult(Serializable id, WorkItem item, WorkflowSession session, MetaDataMap metadata)
            throws WorkflowException {
        StepArguments arguments = arguments(metadata);
        Optional<Run> run;
        try {
            run = runs.find(String.valueOf(id));
        } catch (ProcessingException e) {
            throw new WorkflowException(LABEL + ": the run " + id + " cannot be read", e);
        }
        StepResult result = StepResult.of(String.valueOf(id), run);
        Workflow workflow = item.getWorkflow();
        result.write(workflow.getWorkflowData().getMetaDataMap());
        session.updateWorkflowData(workflow, workflow.getWorkflowData());
        if (arguments.waits() && arguments.failsOnError() && result.isFailure()) {
            throw new WorkflowException(LABEL + ": " + result.message());
        }
    }

    private static StepArguments arguments(MetaDataMap metadata) throws WorkflowException {
        try {
            return StepArguments.parse(metadata.get(ARGUMENTS, ""));
        } catch (IllegalArgumentException e) {
            throw new WorkflowException(LABEL + ": " + e.getMessage(), e);
        }
    }

    private static RunRequest request(WorkItem item, WorkflowSession session, StepArguments arguments)
            throws WorkflowException {
        @Nullable Session jcr = session.adaptTo(Session.class);
        String initiator = item.getWorkflow().getInitiator();
        if (jcr == null || initiator == null || initiator.isBlank()) {
            throw new WorkflowException(
                    LABEL + ": the workflow has no session or no initiator, whose rights a run needs");
        }
        List<String> paths = Payload.paths(item.getWorkflowData(), jcr);
        return RunRequest.of(paths, initiator)
                .excluding(arguments.excludedPaths())
                .filter(AssetFilter.ALL.withSkipProcessed(arguments.skipProcessed()))
                .build();
    }

    /** AEM repeats a step if it cannot store the id of the run. */
    private Optional<String> sameRun(OverlapException overlap, RunRequest request) {
        return overlap.conflicts().stream()
                .map(OverlapException.Conflict::runId)
                .flatMap(id -> runs.find(id).stream())
                .filter(run -> run.request().equals(request))
                .map(Run::id)
                .findFirst();
    }
}
