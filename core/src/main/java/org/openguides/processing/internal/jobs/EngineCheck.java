package org.openguides.processing.internal.jobs;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.apache.jackrabbit.api.JackrabbitSession;
import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.api.RunState;
import org.openguides.processing.internal.observe.Check;
import org.openguides.processing.internal.observe.Finding;
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

/** Detects conditions that stop runs, and would otherwise show only as runs without progress. */
@Component(service = Check.class)
public final class EngineCheck implements Check {

    /** Far above the default lease: by then another coordinator should have taken over. */
    private static final Duration SILENCE = Duration.ofMinutes(10);

    private final ServiceSessions sessions;
    private final Clock clock;

    @Activate
    public EngineCheck(@Reference(name = "sessions") ServiceSessions sessions) {
        this(sessions, Clock.systemUTC());
    }

    EngineCheck(ServiceSessions sessions, Clock clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "OpenGuides engine";
    }

    @Override
    public String beanName() {
        return "openguidesEngine";
    }

    @Override
    public List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        for (ServiceUser user : ServiceUser.values()) {
            checkServiceUser(user, findings);
        }
        return findings;
    }

    private void checkServiceUser(ServiceUser user, List<Finding> findings) {
        try (ServiceSession session = sessions.open(user)) {
            if (user == ServiceUser.GROUPS) {
                checkAccessToUsers(session.jcr(), findings);
            } else if (!session.jcr().nodeExists(RunStore.ROOT)) {
                findings.add(Finding.critical(
                        "The service user of " + user.subservice() + " sees no " + RunStore.ROOT + "."));
            } else if (user == ServiceUser.READER) {
                checkRuns(session.jcr(), findings);
            }
        } catch (ProcessingException | RepositoryException e) {
            findings.add(
                    Finding.critical("The service user of " + user.subservice() + " cannot work: " + e.getMessage()));
        }
    }

    /** Without it every requester would seem to be missing, and all assets would be skipped. */
    private static void checkAccessToUsers(Session session, List<Finding> findings) throws RepositoryException {
        if (((JackrabbitSession) session).getUserManager().getAuthorizable(session.getUserID()) == null) {
            findings.add(
                    Finding.critical("The service user of " + ServiceUser.GROUPS.subservice() + " sees no users."));
        }
    }

    private void checkRuns(Session session, List<Finding> findings) throws RepositoryException {
        List<Claims.Claim> claims = Claims.all(session);
        Instant silent = clock.instant().minus(SILENCE);
        for (Claims.Claim claim : claims) {
            Optional<List<Finding>> read =
                    RecordReader.read(claim.runId(), () -> lookAtRun(session, claim.runId(), silent));
            findings.addAll(read.orElse(List.of(
                    Finding.warn("Run " + claim.runId() + " is damaged or of a later version, and is ignored."))));
        }
        findings.add(Finding.ok(claims.size() + " runs have not ended."));
    }

    private static List<Finding> lookAtRun(Session session, String id, Instant silent) throws RepositoryException {
        Optional<RunNode> run = RunStore.find(session, id);
        boolean isSilent = run.isPresent()
                && run.get().state() == RunState.RUNNING
                && run.get().updatedAt().isBefore(silent);
        return isSilent
                ? List.of(Finding.warn("Run " + id + " has shown no sign of life since "
                        + run.get().updatedAt() + "."))
                : List.of();
    }
}
