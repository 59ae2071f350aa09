package org.openguides.processing.internal.job;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.sling.event.jobs.JobManager;
import org.apache.sling.event.jobs.Queue;
import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.api.RunState;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.session.ServiceUser;
import org.openguides.processing.internal.store.Claims;
import org.openguides.processing.internal.store.RecordReader;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.RunStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells what keeps runs from going on, and would otherwise show only in runs that stand still. */
@Component(
        service = HealthCheck.class,
        property = {HealthCheck.NAME + "=OpenGuides engine", HealthCheck.TAGS + "=openguides"})
public final class EngineCheck implements HealthCheck {

    private static final List<String> QUEUES = List.of("openguides-runs", "openguides-partitions", "openguides-status");

    /** Far above the default lease: by then another coordinator should have taken over. */
    private static final Duration SILENCE = Duration.ofMinutes(10);

    private final ServiceSessions sessions;
    private final JobManager jobs;
    private final Clock clock;

    @Activate
    public EngineCheck(
            @Reference(name = "sessions") ServiceSessions sessions, @Reference(name = "jobs") JobManager jobs) {
        this(sessions, jobs, Clock.systemUTC());
    }

    EngineCheck(ServiceSessions sessions, JobManager jobs, Clock clock) {
        this.sessions = sessions;
        this.jobs = jobs;
        this.clock = clock;
    }

    @Override
    public Result execute() {
        FormattingResultLog log = new FormattingResultLog();
        for (ServiceUser user : ServiceUser.values()) {
            lookAs(user, log);
        }
        QUEUES.stream().filter(this::isSuspended).forEach(queue -> log.warn("Queue {} is suspended.", queue));
        return new Result(log);
    }

    private void lookAs(ServiceUser user, FormattingResultLog log) {
        try (ServiceSession session = sessions.open(user)) {
            if (!session.jcr().nodeExists(RunStore.ROOT)) {
                log.critical("The service user of {} sees no {}.", user.subservice(), RunStore.ROOT);
            } else if (user == ServiceUser.READER) {
                findSilentRuns(session.jcr(), log);
            }
        } catch (ProcessingException | RepositoryException e) {
            log.critical("The service user of {} cannot work: {}", user.subservice(), e.getMessage());
        }
    }

    private void findSilentRuns(Session session, FormattingResultLog log) throws RepositoryException {
        List<Claims.Claim> claims = Claims.all(session);
        Instant silent = clock.instant().minus(SILENCE);
        for (Claims.Claim claim : claims) {
            Optional<Boolean> read = RecordReader.read(claim.runId(), () -> {
                warnIfSilent(session, claim.runId(), silent, log);
                return true;
            });
            if (read.isEmpty()) {
                log.info("Run {} is damaged or of a later version, and is left alone.", claim.runId());
            }
        }
        log.info("{} runs have not ended.", claims.size());
    }

    private static void warnIfSilent(Session session, String runId, Instant silent, FormattingResultLog log)
            throws RepositoryException {
        Optional<RunNode> run = RunStore.find(session, runId);
        if (run.isPresent()
                && run.get().state() == RunState.RUNNING
                && run.get().updatedAt().isBefore(silent)) {
            log.warn(
                    "Run {} has shown no sign of life since {}.",
                    runId,
                    run.get().updatedAt());
        }
    }

    /** Sling keeps no queue that has had nothing to do for a while. */
    private boolean isSuspended(String name) {
        Queue queue = jobs.getQueue(name);
        return queue != null && queue.isSuspended();
    }
}
