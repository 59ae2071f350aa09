package org.openguides.processing.internal.catalog.database;

import javax.sql.DataSource;

import java.util.Hashtable;
import java.util.Map;

import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openguides.catalog.database.JdbcCatalogDatabase;
import org.openguides.processing.internal.catalog.CatalogNotInstalledException;
import org.openguides.processing.internal.catalog.CatalogUnavailableException;
import org.openguides.processing.internal.catalog.Catalogs;
import org.openguides.processing.internal.catalog.tables.CatalogDatabase;
import org.openguides.processing.internal.session.Retry;
import org.osgi.framework.ServiceRegistration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The bundle and its data source are started and stopped independently of the core. */
@ExtendWith(SlingContextExtension.class)
class ConfiguredCatalogsTest {

    private final SlingContext osgi = new SlingContext();

    @BeforeEach
    void retry() {
        osgi.registerService(Retry.class, new Retry(Retry.Policy.DEFAULT));
    }

    @Test
    void withoutTheSettingNoBundleIsNeeded() throws Exception {
        Catalogs underTest = osgi.registerInjectActivateService(ConfiguredCatalogs.class);
        assertEquals("on the assets", underTest.check());
        assertFalse(underTest.isInDatabase());
    }

    @Test
    void theBundleMayBeStartedAndStopped() throws Exception {
        dataSource("h2 (west)*");
        Catalogs underTest = osgi.registerInjectActivateService(
                ConfiguredCatalogs.class, Map.of("backend", "database", "dataSource", "h2 (west)*"));
        assertTrue(underTest.isInDatabase());
        assertThrows(CatalogNotInstalledException.class, underTest::check);

        for (int times = 0; times < 2; times++) {
            ServiceRegistration<CatalogDatabase> bundle = osgi.bundleContext()
                    .registerService(
                            CatalogDatabase.class,
                            new JdbcCatalogDatabase(osgi.bundleContext()),
                            new Hashtable<>(Map.of()));
            assertEquals("in H2, and empty", underTest.check());
            bundle.unregister();
            assertThrows(CatalogNotInstalledException.class, underTest::check);
        }
    }

    @Test
    void anAbsentDataSourceCountsAsAnUnavailableDatabase() throws Exception {
        osgi.registerService(CatalogDatabase.class, new JdbcCatalogDatabase(osgi.bundleContext()));
        dataSource("another");
        Catalogs underTest =
                osgi.registerInjectActivateService(ConfiguredCatalogs.class, Map.of("backend", "database"));

        CatalogUnavailableException away = assertThrows(CatalogUnavailableException.class, underTest::check);
        assertEquals("The database of the catalog cannot be used now", away.getMessage());
        assertEquals("", away.remedy());
    }

    private void dataSource(String name) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:" + getClass().getSimpleName() + ";DB_CLOSE_DELAY=-1");
        osgi.registerService(DataSource.class, source, Map.of("datasource.name", name));
    }
}
