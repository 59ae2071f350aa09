package org.openguides.processing.internal.observe;

import java.util.Comparator;
import java.util.List;

import org.openguides.processing.internal.log.ServerLog;
import org.slf4j.Logger;

/**
 * The result of a check.
 *
 * @param name     name of the check
 * @param findings in the order of their detection
 */
public record Health(String name, List<Finding> findings) {

    private static final Logger LOG = ServerLog.of(Health.class);

    public Health {
        findings = List.copyOf(findings);
    }

    /** Executes a check; an exception becomes a finding, so that it does not hide other checks. */
    @SuppressWarnings("checkstyle:IllegalCatch") // a check calls any part of the platform
    static Health of(Check check) {
        try {
            return new Health(check.name(), check.look());
        } catch (RuntimeException e) {
            LOG.debug("Check failed check={}", check.name(), e);
            return new Health(check.name(), List.of(Finding.critical("The check failed: " + e)));
        }
    }

    /** Returns the worst severity of the findings. */
    public Severity status() {
        return findings.stream()
                .map(Finding::severity)
                .max(Comparator.naturalOrder())
                .orElse(Severity.OK);
    }
}
