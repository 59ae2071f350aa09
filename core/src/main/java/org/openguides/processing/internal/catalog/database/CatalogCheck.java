package org.openguides.processing.internal.catalog.database;

import java.util.List;

import org.openguides.processing.internal.catalog.CatalogUnavailableException;
import org.openguides.processing.internal.catalog.Catalogs;
import org.openguides.processing.internal.observe.Check;
import org.openguides.processing.internal.observe.Finding;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Health check that reports when the catalog is unavailable, which suspends runs. */
@Component(service = Check.class)
public final class CatalogCheck implements Check {

    private final Catalogs catalogs;

    @Activate
    public CatalogCheck(@Reference(name = "catalogs") Catalogs catalogs) {
        this.catalogs = catalogs;
    }

    @Override
    public String name() {
        return "OpenGuides catalog";
    }

    @Override
    public String beanName() {
        return "openguidesCatalog";
    }

    @Override
    public List<Finding> look() {
        try {
            return List.of(Finding.ok("The catalog is kept " + catalogs.check() + "."));
        } catch (CatalogUnavailableException e) {
            String remedy = e.remedy().isEmpty() ? e.getMessage() + "; the server's log has the cause" : e.remedy();
            return List.of(Finding.critical(remedy + ". Runs wait for it."));
        }
    }
}
