package org.openguides.catalog.database;

import java.time.Duration;
import java.util.function.Supplier;

import org.openguides.processing.internal.catalog.tables.CatalogDatabase;
import org.openguides.processing.internal.catalog.tables.CatalogTables;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Stores the catalog in the database of a {@code DataSource} service. */
@Component(service = CatalogDatabase.class)
public final class JdbcCatalogDatabase implements CatalogDatabase {

    private final BundleContext context;

    @Activate
    public JdbcCatalogDatabase(BundleContext context) {
        this.context = context;
    }

    @Override
    public CatalogTables open(String dataSource, Duration limit, Supplier<Attempts> attempts) {
        NamedDataSource source = new NamedDataSource(context, dataSource);
        return new JdbcTables(new Database(source, limit, attempts), source::close);
    }
}
