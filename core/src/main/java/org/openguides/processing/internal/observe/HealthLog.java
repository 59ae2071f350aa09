package org.openguides.processing.internal.observe;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.openguides.processing.internal.log.ServerLog;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;

/**
 * Logs changes in the results of checks to the server's log: each finding once when it appears and once when it
 * disappears. Runs once a minute on each node, in a thread of Sling's scheduler.
 */
@Component(
        service = Runnable.class,
        property = {"scheduler.period:Long=60", "scheduler.concurrent:Boolean=false"})
public final class HealthLog implements Runnable {

    private final Checks checks;
    private final Logger log;

    /** Findings of the last execution by check. */
    private Map<String, List<Finding>> logged = Map.of();

    @Activate
    public HealthLog(@Reference(name = "checks") Checks checks) {
        this(checks, ServerLog.of(HealthLog.class));
    }

    HealthLog(Checks checks, Logger log) {
        this.checks = checks;
        this.log = log;
    }

    @Override
    public synchronized void run() {
        Map<String, List<Finding>> now = new HashMap<>();
        for (Health health : checks.look(check -> !check.isLoggedAtItsSource())) {
            List<Finding> wrong = health.findings().stream()
                    .filter(finding -> finding.severity() != Severity.OK)
                    .toList();
            tell(health.name(), wrong, logged.getOrDefault(health.name(), List.of()));
            now.put(health.name(), wrong);
        }
        logged = now;
    }

    private void tell(String check, List<Finding> now, List<Finding> before) {
        for (Finding finding : now) {
            if (!before.contains(finding)) {
                if (finding.severity() == Severity.CRITICAL) {
                    log.error("{}: {}", check, finding.message());
                } else {
                    log.warn("{}: {}", check, finding.message());
                }
            }
        }
        before.stream()
                .filter(finding -> !now.contains(finding))
                .forEach(finding -> log.info("{}: no longer: {}", check, finding.message()));
    }
}
