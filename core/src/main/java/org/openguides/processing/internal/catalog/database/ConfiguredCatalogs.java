package org.openguides.processing.internal.catalog.database;

import javax.jcr.Session;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.catalog.Catalog;
import org.openguides.processing.internal.catalog.CatalogUnavailableException;
import org.openguides.processing.internal.catalog.Catalogs;
import org.openguides.processing.internal.catalog.GoneAssets;
import org.openguides.processing.internal.catalog.JcrCatalogs;
import org.openguides.processing.internal.catalog.Records;
import org.openguides.processing.internal.catalog.tables.CatalogDatabase;
import org.openguides.processing.internal.catalog.tables.CatalogTables;
import org.openguides.processing.internal.resolution.Deadline;
import org.openguides.processing.internal.session.Retry;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/**
 * The catalog backend that the administrator has configured. The bundle for databases may be started and stopped at any
 * time.
 */
@Component(service = Catalogs.class, configurationPid = "org.openguides.processing.catalog")
@Designate(ocd = CatalogConfig.class)
public final class ConfiguredCatalogs implements Catalogs {

    private final ServiceTracker<CatalogDatabase, CatalogTables> tables;
    private final Catalogs chosen;

    /** @throws IllegalArgumentException if the configuration is invalid */
    @Activate
    public ConfiguredCatalogs(BundleContext context, @Reference(name = "retry") Retry retry, CatalogConfig config) {
        if (config.statementSeconds() < 1) {
            throw new IllegalArgumentException("statementSeconds must be positive");
        }
        this.tables = new ServiceTracker<>(context, CatalogDatabase.class, new Opening(context, retry, config));
        this.chosen = switch (config.backend()) {
            case "jcr" -> new JcrCatalogs();
            case "database" -> {
                tables.open();
                yield new DatabaseCatalogs(tables::getService);
            }
            default -> throw new IllegalArgumentException(
                    "backend must be jcr or database, and not " + config.backend());
        };
    }

    /** Opens the tables when the service of the bundle is registered, and closes them when it is unregistered. */
    private record Opening(BundleContext context, Retry retry, CatalogConfig config)
            implements ServiceTrackerCustomizer<CatalogDatabase, CatalogTables> {

        @Override
        public @Nullable CatalogTables addingService(ServiceReference<CatalogDatabase> reference) {
            CatalogDatabase database = context.getService(reference);
            return database == null
                    ? null
                    : database.open(
                            config.dataSource(),
                            Duration.ofSeconds(config.statementSeconds()),
                            () -> retry.attempts()::again);
        }

        @Override
        public void modifiedService(ServiceReference<CatalogDatabase> reference, CatalogTables opened) {
            // its properties are not used
        }

        @Override
        public void removedService(ServiceReference<CatalogDatabase> reference, CatalogTables opened) {
            opened.close();
            context.ungetService(reference);
        }
    }

    @Deactivate
    public void close() {
        tables.close();
    }

    @Override
    public Catalog in(Session session, Deadline deadline) {
        return chosen.in(session, deadline);
    }

    @Override
    public Records records() {
        return chosen.records();
    }

    @Override
    public GoneAssets goneAssets(Session session) {
        return chosen.goneAssets(session);
    }

    @Override
    public boolean isInDatabase() {
        return chosen.isInDatabase();
    }

    @Override
    public String check() throws CatalogUnavailableException {
        return chosen.check();
    }
}
