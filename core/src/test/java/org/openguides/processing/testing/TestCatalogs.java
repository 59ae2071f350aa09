package org.openguides.processing.testing;

import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.sql.DataSource;

import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicBoolean;

import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.catalog.Catalogs;
import org.openguides.processing.internal.catalog.JcrCatalogs;
import org.openguides.processing.internal.catalog.Records;
import org.openguides.processing.spi.PropertyChange;

/**
 * The catalogs that tests may use, selected by the system property {@value #PROPERTY}. Tests with the tag {@value #TAG}
 * are run with each.
 */
public enum TestCatalogs {
    JCR,
    H2,
    POSTGRESQL;

    /** Tag of tests for the behaviour of any catalog. */
    public static final String TAG = "catalog";

    /** Tag of tests for the behaviour of a database catalog. */
    public static final String DATABASE = "database";

    private static final String PROPERTY = "openguides.catalog";

    /** Returns the catalog that is selected for this JVM. */
    public static TestCatalogs chosen() {
        return valueOf(System.getProperty(PROPERTY, JCR.name()));
    }

    /** Opens an empty catalog, which the caller closes. */
    public OpenCatalog open() {
        return this == JCR
                ? new OpenCatalog(new JcrCatalogs(), null, new AtomicBoolean(), () -> {})
                : ServiceLoader.load(Databases.class)
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("only the module catalog.database has " + this))
                        .open(this);
    }

    /** Opens catalogs in databases; a module that can do so has a provider. */
    @FunctionalInterface
    public interface Databases {

        /** An empty catalog in a database of its own. */
        OpenCatalog open(TestCatalogs kind);
    }

    /** Stores results in a catalog and on an asset like processing does; transient on the asset. */
    public static void processed(Catalogs catalogs, AssetNode asset, PropertyChange... said)
            throws RepositoryException {
        Records records = catalogs.records();
        write(asset.content(), records.take(asset, List.of(said)));
        records.store();
    }

    private static void write(Node content, List<PropertyChange> changes) throws RepositoryException {
        if (content.isNodeType("nt:resource")) {
            content.addMixin("openguides:Processed");
        }
        for (PropertyChange change : changes) {
            write(content, change);
        }
    }

    private static void write(Node content, PropertyChange change) throws RepositoryException {
        int slash = change.path().indexOf('/');
        String name = change.path().substring(slash + 1);
        Node node = slash < 0 ? content : child(content, change.path().substring(0, slash));
        if (node.hasProperty(name)) {
            node.getProperty(name).remove();
        }
        if (change.value() instanceof List<?> list && !list.isEmpty()) {
            node.setProperty(name, list.toArray(new String[0]));
        } else if (change.value() instanceof String text) {
            node.setProperty(name, text);
        }
    }

    private static Node child(Node content, String name) throws RepositoryException {
        return content.hasNode(name) ? content.getNode(name) : content.addNode(name, "nt:unstructured");
    }

    /**
     * A catalog and its connections.
     *
     * @param catalogs the catalog
     * @param database for direct access by tests; null without a database
     * @param away     whether the database is unavailable
     * @param closing  closes the connections
     */
    public record OpenCatalog(Catalogs catalogs, DataSource database, AtomicBoolean away, Runnable closing)
            implements AutoCloseable {

        @Override
        public void close() {
            closing.run();
        }
    }
}
