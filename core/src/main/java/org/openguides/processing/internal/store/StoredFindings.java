package org.openguides.processing.internal.store;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.api.RunFinding;
import org.openguides.processing.api.RunFindings;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.session.ServiceUser;
import org.openguides.processing.spi.Finding;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reads the reports of runs from their partitions. */
@Component(service = RunFindings.class)
public final class StoredFindings implements RunFindings {

    /** Number of findings per call; a piece of reports may exceed it. */
    private static final int AT_ONCE = 1_000;

    private final ServiceSessions sessions;

    @Activate
    public StoredFindings(@Reference(name = "sessions") ServiceSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Reader of(String runId) {
        return new StoredReader(runId);
    }

    private final class StoredReader implements Reader {

        private final String runId;
        private @Nullable List<String> partitions;
        private int partition;
        private int piece;

        StoredReader(String runId) {
            this.runId = runId;
        }

        @Override
        public List<RunFinding> next() {
            try (ServiceSession session = sessions.open(ServiceUser.READER)) {
                return next(session.jcr());
            } catch (RepositoryException e) {
                throw new ProcessingException("the reports of the run cannot be read", e);
            }
        }

        private List<RunFinding> next(Session session) throws RepositoryException {
            Optional<RunNode> run = RunStore.find(session, runId);
            if (run.isEmpty()) {
                return List.of();
            }
            List<String> all = partitions;
            if (all == null) {
                all = run.get().partitions().stream().sorted().toList();
                partitions = all;
            }
            List<RunFinding> found = new ArrayList<>();
            while (found.size() < AT_ONCE && partition < all.size()) {
                Optional<PartitionNode> present = run.get().partition(all.get(partition));
                if (present.isPresent() && present.get().reports().hasPiece(piece)) {
                    present.get().reports().piece(piece++).forEach(report -> add(report, found));
                } else {
                    partition++;
                    piece = 0;
                }
            }
            return found;
        }
    }

    private static void add(ItemReport report, List<RunFinding> found) {
        if (!report.reason().equals(Finding.NONE)) {
            RunFinding.Kind kind = report.outcome().equals("FAILED") ? RunFinding.Kind.FAILED : RunFinding.Kind.SKIPPED;
            found.add(finding(report, kind, report.reason()));
        }
        report.notes().forEach(note -> found.add(finding(report, RunFinding.Kind.WARNING, note)));
    }

    private static RunFinding finding(ItemReport report, RunFinding.Kind kind, Finding finding) {
        return new RunFinding(report.path(), kind, finding.code())
                .withType(report.type())
                .withMessage(finding.message())
                .at(finding.line(), finding.column());
    }
}
