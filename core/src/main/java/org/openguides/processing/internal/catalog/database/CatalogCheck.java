package org.openguides.processing.internal.catalog.database;

import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.openguides.processing.internal.catalog.CatalogUnavailableException;
import org.openguides.processing.internal.catalog.Catalogs;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells when the catalog cannot be reached, for which runs wait. */
@Component(
        service = HealthCheck.class,
        property = {HealthCheck.NAME + "=OpenGuides catalog", HealthCheck.TAGS + "=openguides"})
public final class CatalogCheck implements HealthCheck {

    private final Catalogs catalogs;

    @Activate
    public CatalogCheck(@Reference(name = "catalogs") Catalogs catalogs) {
        this.catalogs = catalogs;
    }

    @Override
    public Result execute() {
        FormattingResultLog log = new FormattingResultLog();
        try {
            log.info("The catalog is kept {}.", catalogs.check());
        } catch (CatalogUnavailableException e) {
            log.critical("{}; runs wait for it. The server's log has the cause.", e.getMessage());
        }
        return new Result(log);
    }
}
