package org.openguides.processing.internal.webhooks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.openguides.processing.api.RunFinding;
import org.openguides.processing.api.RunFindings;

/**
 * Sums up the failed assets of a run, when the message about them is delivered: reading all reports would delay the
 * commit that ends the run. Safe for use by multiple threads.
 */
final class FailureSummary {

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
                webhook, message.id(), message.at(), message.runId(), message.failed(), of(message.runId()));
    }

    /** Returns nothing but zero counts if the run has been removed. */
    private CloudEvent.Failures of(String runId) {
        SortedMap<String, Long> byReason = new TreeMap<>();
        List<RunFinding> examples = new ArrayList<>();
        RunFindings.Reader reader = findings.of(runId);
        int read = 0;
        for (List<RunFinding> page = reader.next(); !page.isEmpty(); page = reader.next()) {
            for (RunFinding finding : page) {
                if (finding.kind() == RunFinding.Kind.FAILED) {
                    count(byReason, finding.reason());
                    if (examples.size() < EXAMPLES) {
                        examples.add(finding);
                    }
                }
            }
            read += page.size();
            if (read >= READ) {
                return new CloudEvent.Failures(byReason, examples, false);
            }
        }
        return new CloudEvent.Failures(byReason, examples, true);
    }

    private static void count(Map<String, Long> byReason, String reason) {
        if (byReason.containsKey(reason) || byReason.size() < REASONS) {
            byReason.merge(reason, 1L, Long::sum);
        }
    }
}
