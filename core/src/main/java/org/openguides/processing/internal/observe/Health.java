package org.openguides.processing.internal.observe;

import java.util.Comparator;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outcome of a check.
 *
 * @param name     of the check
 * @param findings in the order in which they were found
 */
public record Health(String name, List<Finding> findings) {

    private static final Logger LOG = LoggerFactory.getLogger(Health.class);

    public Health {
        findings = List.copyOf(findings);
    }

    /** Has a check look; one that fails is a finding itself, so that it hides no other. */
    @SuppressWarnings("checkstyle:IllegalCatch") // a check calls whatever the platform has
    static Health of(Check check) {
        try {
            return new Health(check.name(), check.look());
        } catch (RuntimeException e) {
            LOG.debug("Check failed check={}", check.name(), e);
            return new Health(check.name(), List.of(Finding.critical("The check cannot be carried out: " + e)));
        }
    }

    /** The worst severity of the findings. */
    public Severity status() {
        return findings.stream()
                .map(Finding::severity)
                .max(Comparator.naturalOrder())
                .orElse(Severity.OK);
    }
}
