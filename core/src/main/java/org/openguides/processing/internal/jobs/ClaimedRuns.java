package org.openguides.processing.internal.jobs;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.api.Run;
import org.openguides.processing.internal.observe.UnfinishedRuns;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.session.ServiceUser;
import org.openguides.processing.internal.store.Claims;
import org.openguides.processing.internal.store.RecordReader;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.RunSnapshot;
import org.openguides.processing.internal.store.RunStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Finds runs that have not ended by their claims. */
@Component(service = UnfinishedRuns.class)
public final class ClaimedRuns implements UnfinishedRuns {

    private final ServiceSessions sessions;

    @Activate
    public ClaimedRuns(@Reference(name = "sessions") ServiceSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public List<Run> list() {
        List<Run> runs = new ArrayList<>();
        try (ServiceSession session = sessions.open(ServiceUser.READER)) {
            for (Claims.Claim claim : Claims.all(session.jcr())) {
                RecordReader.read(claim.runId(), () -> read(session.jcr(), claim.runId()))
                        .flatMap(run -> run)
                        .filter(run -> !run.state().isEnded())
                        .ifPresent(runs::add);
            }
        } catch (RepositoryException e) {
            throw new ProcessingException("the runs cannot be read", e);
        }
        return runs;
    }

    private static Optional<Run> read(Session session, String id) throws RepositoryException {
        Optional<RunNode> run = RunStore.find(session, id);
        return run.isPresent() ? Optional.of(RunSnapshot.of(run.get())) : Optional.empty();
    }
}
