package org.openguides.processing.internal.webhooks;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.api.RunFinding;
import org.openguides.processing.api.RunFindings;
import org.openguides.processing.internal.log.ServerLog;
import org.slf4j.Logger;

/**
 * Sums up the failed assets of a run, when the message about them is delivered: reading all reports would delay the
 * commit that ends the run. Safe for use by multiple threads.
 */
final class FailureSummary {

    private static final Logger LOG = ServerLog.of(FailureSummary.class);

    /** Number of reports that are read; further ones are not counted by reason. */
    private static final int READ = 100_000;
    /** Number of assets that the message names. */
    private static final int EXAMPLES = 20;
    /** Number of different reasons; processors of other bundles have their own. */
    private static final int REASONS = 100;

    private final RunFindings findings;

    FailureSummary(RunFindings findings) {
        this.findings = findings;
    }

    String message(Webhook webhook, Outbox.Waiting message) {
        return CloudEvent.ofFailures(
                webhook,
                message.id(),
                message.at(),
                message.runId(),
                message.failed(),
                of(message.runId(), message.failed()));
    }

    /**
     * Counts what can be read. An unreadable report must not stop the delivery: the message would never be sent, and the
     * messages behind it would wait.
     */
    private CloudEvent.Failures of(String runId, long failed) {
        Counts counts = new Counts();
        boolean all = false;
        try {
            all = counts.add(findings.of(runId));
        } catch (ProcessingException | IllegalArgumentException | IllegalStateException e) {
            LOG.warn("The failed assets of run {} cannot all be counted by their reason", runId, e);
        }
        // fewer have reports if the run has been removed
        return new CloudEvent.Failures(counts.byReason, counts.examples, all && counts.counted >= failed);
    }

    /** For one thread. */
    private static final class Counts {

        private final SortedMap<String, Long> byReason = new TreeMap<>();
        private final List<RunFinding> examples = new ArrayList<>();
        private long counted;

        /** Returns whether all have been counted. */
        boolean add(RunFindings.Reader reader) {
            boolean all = true;
            int read = 0;
            for (List<RunFinding> page = reader.next(); !page.isEmpty(); page = reader.next()) {
                for (RunFinding finding : page) {
                    all &= finding.kind() != RunFinding.Kind.FAILED || add(finding);
                }
                read += page.size();
                if (read >= READ) {
                    return false;
                }
            }
            return all;
        }

        private boolean add(RunFinding finding) {
            if (examples.size() < EXAMPLES) {
                examples.add(finding);
            }
            if (!byReason.containsKey(finding.reason()) && byReason.size() >= REASONS) {
                return false;
            }
            byReason.merge(finding.reason(), 1L, Long::sum);
            counted++;
            return true;
        }
    }
}
