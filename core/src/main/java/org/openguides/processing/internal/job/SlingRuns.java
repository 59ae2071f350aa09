package org.openguides.processing.internal.job;

import javax.jcr.InvalidItemStateException;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.apache.sling.event.jobs.JobManager;
import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.OverlapException;
import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.RunState;
import org.openguides.processing.api.Runs;
import org.openguides.processing.api.WrongStateException;
import org.openguides.processing.internal.guides.GuidesOwned;
import org.openguides.processing.internal.guides.GuidesSettings;
import org.openguides.processing.internal.run.Cluster;
import org.openguides.processing.internal.runlog.RunLogWriter;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.session.ServiceUser;
import org.openguides.processing.internal.store.Claims;
import org.openguides.processing.internal.store.RecordReader;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.RunStore;
import org.openguides.processing.internal.store.UnknownFormatException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Runs as nodes below /var/openguides and jobs of Sling. */
@Component(service = Runs.class)
public final class SlingRuns implements Runs {

    private static final int TRIES = 10;

    private final ServiceSessions sessions;
    private final JobSender jobs;
    private final Cluster cluster;
    private final GuidesSettings guides;
    private final StateChanges changes;

    @Activate
    public SlingRuns(
            @Reference(name = "sessions") ServiceSessions sessions,
            @Reference(name = "jobs") JobManager jobs,
            @Reference(name = "cluster") Cluster cluster,
            @Reference(name = "guides") GuidesSettings guides) {
        this.sessions = sessions;
        this.jobs = new JobSender(jobs);
        this.cluster = cluster;
        this.guides = guides;
        this.changes = new StateChanges(sessions, cluster);
    }

    @Override
    public String start(RunRequest request) throws OverlapException {
        String id = UUID.randomUUID().toString();
        try (ServiceSession session = sessions.open(ServiceUser.WORKER)) {
            record(session.jcr(), id, request, guides.decide(session.jcr()));
            if (!jobs.send(Topics.RUN, Topics.run(id))) {
                remove(session.jcr(), id);
                throw new ProcessingException("the job system takes no jobs now");
            }
            return id;
        } catch (RepositoryException e) {
            throw new ProcessingException("the run cannot be recorded", e);
        }
    }

    @Override
    public Run cancel(String id, String user) throws WrongStateException {
        return changes.cancel(id, user);
    }

    @Override
    public Run resume(String id, String user) throws WrongStateException, OverlapException {
        changes.resume(id, user);
        if (!jobs.send(Topics.RUN, Topics.run(id))) {
            changes.fail(id, "The job system took no job; resume it again");
            throw new ProcessingException("the job system takes no jobs now");
        }
        return find(id).orElseThrow(() -> new ProcessingException("the run has been removed"));
    }

    @Override
    public String restart(String id, boolean failedOnly, String user) throws WrongStateException, OverlapException {
        Patience patience = new Patience(cluster);
        Run run;
        do {
            run = find(id).orElseThrow(() -> new ProcessingException("there is no such run"));
        } while (run.state() != RunState.SUCCEEDED && patience.again());
        if (run.state() != RunState.SUCCEEDED) {
            throw new WrongStateException(run.state());
        }
        return start(run.request().again(id, failedOnly, user));
    }

    @Override
    public Optional<Run> find(String id) {
        Patience patience = new Patience(cluster);
        try {
            Optional<Run> run;
            do {
                run = look(id);
            } while (run.isEmpty() && patience.again());
            return run;
        } catch (UnknownFormatException e) {
            RecordReader.leave(id, e);
            return Optional.empty();
        } catch (RepositoryException e) {
            throw new ProcessingException("the run cannot be read", e);
        }
    }

    private Optional<Run> look(String id) throws RepositoryException {
        try (ServiceSession session = sessions.open(ServiceUser.READER)) {
            Optional<RunNode> run = RunStore.find(session.jcr(), id);
            return run.isEmpty() ? Optional.empty() : Optional.of(run.get().snapshot());
        }
    }

    @Override
    public List<Run> newest(int limit, @Nullable Instant before) {
        try (ServiceSession session = sessions.open(ServiceUser.READER)) {
            return RunStore.newest(session.jcr(), limit, before);
        } catch (RepositoryException e) {
            throw new ProcessingException("the runs cannot be read", e);
        }
    }

    /** Writes the run, its claim and the first line of its log in one commit. */
    private static void record(Session session, String id, RunRequest request, GuidesSettings.Decision decision)
            throws RepositoryException, OverlapException {
        for (int attempt = 1; ; attempt++) {
            try {
                Claims.take(session, id, request.paths(), request.excludedPaths());
                RunNode run = RunStore.create(session, id, request, Instant.now());
                run.setGuidesProperties(decision.properties());
                String notice = request.dryRun() ? "" : GuidesOwned.notice(decision.properties());
                run.setComment(notice);
                RunLogWriter log = RunLogs.writer();
                log.attach(RunLogWriter.create(run.node()));
                RequestLines.of(request).forEach(log::info);
                RequestLines.of(decision, notice).forEach(log::info);
                log.stage(session);
                session.save();
                return;
            } catch (InvalidItemStateException e) {
                // Another run was started at the same instant: look at the claims again.
                session.refresh(false);
                if (attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    private static void remove(Session session, String id) throws RepositoryException {
        Claims.release(session, id);
        Optional<RunNode> run = RunStore.find(session, id);
        if (run.isPresent()) {
            run.get().node().remove();
        }
        session.save();
    }
}
