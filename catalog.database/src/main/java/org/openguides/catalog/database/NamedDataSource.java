package org.openguides.catalog.database;

import javax.sql.DataSource;

import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.util.tracker.ServiceTracker;

/**
 * The data source service with a name, which may be registered and unregistered at any time; null while there is none.
 * Safe for use by multiple threads.
 */
final class NamedDataSource implements Supplier<@Nullable DataSource>, AutoCloseable {

    /** The service property with the name of a data source in Sling and AEM. */
    private static final String NAME = "datasource.name";

    private final ServiceTracker<DataSource, DataSource> services;

    /** @throws IllegalArgumentException if the name is not valid for a data source */
    NamedDataSource(BundleContext context, String name) {
        this.services = new ServiceTracker<>(context, named(name), null);
        services.open();
    }

    @Override
    public @Nullable DataSource get() {
        return services.getService();
    }

    @Override
    public void close() {
        services.close();
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
