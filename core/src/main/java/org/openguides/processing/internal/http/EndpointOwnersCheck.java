package org.openguides.processing.internal.http;

import java.util.List;

import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells which documented paths other bundles serve, as AEM Guides itself may. */
@Component(
        service = HealthCheck.class,
        property = {HealthCheck.NAME + "=OpenGuides endpoints", HealthCheck.TAGS + "=openguides"})
public final class EndpointOwnersCheck implements HealthCheck {

    private final Endpoints endpoints;

    @Activate
    public EndpointOwnersCheck(@Reference(name = "endpoints") Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    @Override
    public Result execute() {
        FormattingResultLog log = new FormattingResultLog();
        List<Endpoints.Owned> paths = endpoints.owners();
        for (Endpoints.Owned path : paths) {
            if (!path.others().isEmpty()) {
                String others = String.join(", ", path.others());
                if (path.isOurs()) {
                    log.critical("{} is served by {} too.", path.path(), others);
                } else {
                    log.warn(
                            "{} is served by {}, not by OpenGuides. Use {}, or give ours another basePath, see {}.",
                            path.path(),
                            others,
                            ApiSettings.OWN_BASE_PATH,
                            ApiSettings.PID);
                }
            }
        }
        log.info("{} paths", paths.size());
        return new Result(log);
    }
}
