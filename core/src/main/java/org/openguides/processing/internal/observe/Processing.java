package org.openguides.processing.internal.observe;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunState;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Publishes checks and runs in JMX through the whiteboard of Apache Aries, which is part of Sling's Starter and AEM,
 * and registers MBeans with each MBean server that is a service.
 */
@Component(service = ProcessingMBean.class, property = "jmx.objectname=org.openguides:type=Processing")
public final class Processing implements ProcessingMBean {

    private final String version;
    private final Checks checks;
    private final UnfinishedRuns runs;
    private final Suspects suspects;

    @Activate
    public Processing(
            BundleContext context,
            @Reference(name = "checks") Checks checks,
            @Reference(name = "runs") UnfinishedRuns runs,
            @Reference(name = "suspects") Suspects suspects) {
        this.version = context.getBundle().getVersion().toString();
        this.checks = checks;
        this.runs = runs;
        this.suspects = suspects;
    }

    @Override
    public String getVersion() {
        return version;
    }

    @Override
    public String getHealth() {
        return checks.look().stream()
                .map(Health::status)
                .max(Comparator.naturalOrder())
                .orElse(Severity.OK)
                .name();
    }

    @Override
    public String[] getFindings() {
        return checks.look().stream().flatMap(Processing::lines).toArray(String[]::new);
    }

    @Override
    public int getRunningRuns() {
        return count(RunState.RUNNING);
    }

    @Override
    public int getWaitingRuns() {
        return count(RunState.QUEUED);
    }

    @Override
    public String[] getRuns() {
        return runs.list().stream()
                .map(run -> run.id() + ": " + run.state() + ", " + run.counts().total() + " of "
                        + run.selection().found())
                .sorted()
                .toArray(String[]::new);
    }

    @Override
    public String[] getSuspects() {
        return suspects.list().toArray(String[]::new);
    }

    @Override
    public void forgetSuspects() {
        suspects.forget();
    }

    private int count(RunState state) {
        List<Run> all = runs.list();
        return (int) all.stream().filter(run -> run.state() == state).count();
    }

    private static Stream<String> lines(Health health) {
        return health.findings().stream()
                .map(finding -> health.name() + ": " + finding.severity() + ": " + finding.message());
    }
}
