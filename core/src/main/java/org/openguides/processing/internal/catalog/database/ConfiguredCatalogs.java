package org.openguides.processing.internal.catalog.database;

import javax.jcr.Session;
import javax.sql.DataSource;

import java.time.Duration;
import java.util.Map;

import org.openguides.processing.internal.catalog.Catalog;
import org.openguides.processing.internal.catalog.CatalogUnavailableException;
import org.openguides.processing.internal.catalog.Catalogs;
import org.openguides.processing.internal.catalog.GoneAssets;
import org.openguides.processing.internal.catalog.JcrCatalogs;
import org.openguides.processing.internal.catalog.Records;
import org.openguides.processing.internal.resolution.Deadline;
import org.openguides.processing.internal.session.Retry;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.util.tracker.ServiceTracker;

/** The catalog that the administrator has chosen. A data source may come and go. */
@Component(service = Catalogs.class, configurationPid = "org.openguides.processing.catalog")
@Designate(ocd = CatalogConfig.class)
public final class ConfiguredCatalogs implements Catalogs {

    /** By which Sling's and AEM's pools tell their data sources apart. */
    private static final String NAME = "datasource.name";

    private final ServiceTracker<DataSource, DataSource> dataSources;
    private final Catalogs chosen;

    /**
     * @throws IllegalArgumentException if the configuration makes no sense
     */
    @Activate
    public ConfiguredCatalogs(BundleContext context, @Reference(name = "retry") Retry retry, CatalogConfig config) {
        if (config.statementSeconds() < 1) {
            throw new IllegalArgumentException("statementSeconds must be positive");
        }
        this.dataSources = new ServiceTracker<>(context, named(config.dataSource()), null);
        this.chosen = switch (config.backend()) {
            case "jcr" -> new JcrCatalogs();
            case "database" -> new DatabaseCatalogs(
                    dataSources::getService, Duration.ofSeconds(config.statementSeconds()), retry);
            default -> throw new IllegalArgumentException(
                    "backend must be jcr or database, and not " + config.backend());
        };
        dataSources.open();
    }

    @Deactivate
    public void close() {
        dataSources.close();
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

    private static Filter named(String name) {
        try {
            Map<Character, String> escapes = Map.of('*', "\\*", '(', "\\(", ')', "\\)", '\\', "\\\\");
            StringBuilder escaped = new StringBuilder();
            name.chars().forEach(c -> escaped.append(escapes.getOrDefault((char) c, String.valueOf((char) c))));
            return FrameworkUtil.createFilter("(&(" + Constants.OBJECTCLASS + "=" + DataSource.class.getName() + ")("
                    + NAME + "=" + escaped + "))");
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException("dataSource cannot be a name: " + name, e);
        }
    }
}
