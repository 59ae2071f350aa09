package org.openguides.processing.internal.catalog;

/**
 * The catalog is configured to use a database, but the bundle for it is absent. A retry makes sense, since the bundle
 * may be starting.
 */
public final class CatalogNotInstalledException extends CatalogUnavailableException {

    private static final long serialVersionUID = 1L;

    private static final String MESSAGE = "backend=database of org.openguides.processing.catalog needs the bundle"
            + " org.openguides.catalog.database, which is not active";

    private static final String MEND = MESSAGE
            + ": install and start the bundle of the same version as org.openguides.core, or set backend to jcr";

    public CatalogNotInstalledException() {
        super(MESSAGE);
    }

    @Override
    public String remedy() {
        return MEND;
    }
}
