package org.openguides.processing.internal.catalog.database;

import javax.jcr.nodetype.ConstraintViolationException;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.openguides.processing.internal.catalog.CatalogNotInstalledException;
import org.openguides.processing.internal.catalog.CatalogUnavailableException;
import org.openguides.processing.internal.catalog.tables.CatalogTables;
import org.openguides.processing.internal.catalog.tables.CatalogTablesException;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** Failures of the bundle with the tables, including those that cannot be provoked in the real bundle. */
class PresentTablesTest {

    private final AtomicReference<CatalogTables> present = new AtomicReference<>();
    private final PresentTables underTest = new PresentTables(present::get);

    @Test
    void anAbsentBundleIsNotAnUnavailableDatabase() {
        assertThrows(CatalogNotInstalledException.class, () -> underTest.ask(CatalogTables::check));
    }

    @Test
    void anUnavailableDatabaseIsWorthARetry() {
        present.set(failing(new CatalogTablesException("away", false, new IllegalStateException()), false));
        CatalogUnavailableException e =
                assertThrows(CatalogUnavailableException.class, () -> underTest.ask(CatalogTables::check));
        assertEquals("away", e.getMessage());
        assertEquals("", e.remedy());
    }

    @Test
    void dataThatTheDatabaseRejectsIsRejected() {
        present.set(failing(new CatalogTablesException("too long", true, new IllegalStateException()), false));
        assertThrows(ConstraintViolationException.class, () -> underTest.ask(CatalogTables::check));
    }

    @Test
    void aBundleThatStopsDuringACallIsWorthARetry() {
        present.set(failing(new NoClassDefFoundError("a class of the bundle"), true));
        assertThrows(CatalogUnavailableException.class, () -> underTest.ask(CatalogTables::check));
    }

    @Test
    void aMissingClassInAnActiveBundleIsADefect() {
        present.set(failing(new NoClassDefFoundError("a class of the bundle"), false));
        assertThrows(NoClassDefFoundError.class, () -> underTest.ask(CatalogTables::check));
    }

    private CatalogTables failing(Throwable fault, boolean leaving) {
        return (CatalogTables) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {CatalogTables.class}, (proxy, method, arguments) -> {
                    if (leaving) {
                        present.set(null);
                    }
                    throw fault;
                });
    }
}
