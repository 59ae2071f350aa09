package org.openguides.processing.internal.support;

import java.io.PrintWriter;

import org.openguides.processing.internal.observe.Checks;
import org.openguides.processing.internal.observe.Finding;
import org.openguides.processing.internal.observe.Health;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The present results of all health checks. */
@Component(service = SupportPart.class)
public final class HealthPart implements SupportPart {

    private final Checks checks;

    @Activate
    public HealthPart(@Reference(name = "checks") Checks checks) {
        this.checks = checks;
    }

    @Override
    public String name() {
        return "health";
    }

    @Override
    public void writeTo(Files files) {
        PrintWriter text = files.begin("health.txt");
        for (Health health : checks.look()) {
            text.println(health.name() + ": " + health.status());
            for (Finding finding : health.findings()) {
                text.println("  " + finding.severity() + ": " + Secrets.masked(finding.message()));
            }
        }
    }
}
