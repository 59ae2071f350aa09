package org.openguides.processing.internal.http;

import java.util.ArrayList;
import java.util.List;

import org.openguides.processing.internal.observe.Check;
import org.openguides.processing.internal.observe.Finding;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Health check that reports documented paths served by other bundles, such as AEM Guides. */
@Component(service = Check.class)
public final class EndpointOwnersCheck implements Check {

    private final Endpoints endpoints;

    @Activate
    public EndpointOwnersCheck(@Reference(name = "endpoints") Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    @Override
    public String name() {
        return "OpenGuides endpoints";
    }

    @Override
    public String beanName() {
        return "openguidesEndpoints";
    }

    /** {@link Endpoints} logs each change. */
    @Override
    public boolean isLoggedAtItsSource() {
        return true;
    }

    @Override
    public List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        List<Endpoints.Owned> paths = endpoints.owners();
        for (Endpoints.Owned path : paths) {
            if (!path.others().isEmpty()) {
                findings.add(finding(path));
            }
        }
        findings.add(Finding.ok(paths.size() + " paths"));
        return findings;
    }

    private static Finding finding(Endpoints.Owned path) {
        String others = String.join(", ", path.others());
        return path.isOurs()
                ? Finding.critical(path.path() + " is reserved for OpenGuides, but is also served by " + others + ".")
                : Finding.warn(path.path() + " is served by " + others + ", not by OpenGuides. Use "
                        + ApiSettings.OWN_BASE_PATH + ", or configure another basePath, see " + ApiSettings.PID + ".");
    }
}
