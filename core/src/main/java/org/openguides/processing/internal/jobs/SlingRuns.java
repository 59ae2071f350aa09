package org.openguides.processing.internal.jobs;

import javax.jcr.RepositoryException;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

import org.apache.sling.event.jobs.JobManager;
import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.NotRestartableException;
import org.openguides.processing.api.OverlapException;
import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.api.RestartScope;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunOutline;
import org.openguides.processing.api.RunPage;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.Runs;
import org.openguides.processing.api.WrongStateException;
import org.openguides.processing.internal.access.Operators;
import org.openguides.processing.internal.access.Requesters;
import org.openguides.processing.internal.engine.Cluster;
import org.openguides.processing.internal.engine.RunOutbox;
import org.openguides.processing.internal.engine.Time;
import org.openguides.processing.internal.engine.lifecycle.ClusterVisibility;
import org.openguides.processing.internal.engine.lifecycle.RunLifecycle;
import org.openguides.processing.internal.engine.lifecycle.RunLogs;
import org.openguides.processing.internal.guides.GuidesSettings;
import org.openguides.processing.internal.session.Retry;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.session.ServiceUser;
import org.openguides.processing.internal.store.Claims;
import org.openguides.processing.internal.store.RecordReader;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.RunSnapshot;
import org.openguides.processing.internal.store.RunStore;
import org.openguides.processing.internal.store.UnknownFormatException;
import org.openguides.processing.internal.walk.CurrentPaths;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Runs stored below {@code /var/openguides} and executed as Sling jobs. */
@Component(service = Runs.class)
public final class SlingRuns implements Runs {

    private final ServiceSessions sessions;
    private final Cluster cluster;
    private final RunLifecycle lifecycle;

    @Activate
    public SlingRuns(
            @Reference(name = "sessions") ServiceSessions sessions,
            @Reference(name = "jobs") JobManager jobs,
            @Reference(name = "cluster") Cluster cluster,
            @Reference(name = "operators") Operators operators,
            @Reference(name = "guides") GuidesSettings guides,
            @Reference(name = "paths") CurrentPaths paths,
            @Reference(name = "retry") Retry retry,
            @Reference(name = "outbox") RunOutbox outbox) {
        JobSender sender = new JobSender(jobs, sessions);
        this.sessions = sessions;
        this.cluster = cluster;
        this.lifecycle = new RunLifecycle(
                sessions,
                new Requesters(sessions, operators),
                cluster,
                Time.system(),
                retry,
                RunLogs::writer,
                guides::decide,
                paths,
                outbox,
                runId -> sender.send(Topics.RUN, Topics.run(runId)));
    }

    @Override
    public String start(RunRequest request) throws OverlapException {
        return lifecycle.start(request);
    }

    @Override
    public Run cancel(String id, String user) throws WrongStateException {
        return lifecycle.cancel(id, user);
    }

    @Override
    public Run resume(String id, String user) throws WrongStateException, OverlapException {
        return lifecycle.resume(id, user);
    }

    @Override
    public String restart(String id, RestartScope scope, String user)
            throws WrongStateException, NotRestartableException, OverlapException {
        return lifecycle.restart(id, scope, user);
    }

    @Override
    public void delete(String id, String user) throws WrongStateException {
        lifecycle.delete(id, user);
    }

    @Override
    public Optional<Run> find(String id, Predicate<RunOutline> visible) {
        try (ClusterVisibility patience = new ClusterVisibility(cluster)) {
            Optional<Run> run;
            do {
                run = look(id).filter(visible);
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
            return run.isEmpty() ? Optional.empty() : Optional.of(RunSnapshot.of(run.get()));
        }
    }

    @Override
    public int unfinishedOf(String user) {
        try (ServiceSession session = sessions.open(ServiceUser.READER)) {
            return Claims.countOf(session.jcr(), user);
        } catch (RepositoryException e) {
            throw new ProcessingException("the runs cannot be read", e);
        }
    }

    @Override
    public RunPage newest(int limit, @Nullable Instant before, Predicate<RunOutline> chosen) {
        try (ServiceSession session = sessions.open(ServiceUser.READER)) {
            return RunStore.newest(session.jcr(), limit, before, chosen);
        } catch (RepositoryException e) {
            throw new ProcessingException("the runs cannot be read", e);
        }
    }
}
