package org.openguides.processing.internal.catalog;

/** The catalog is to be kept in a database, and the bundle that does so is absent. It may be on its way, so it is worth waiting. */
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
    public String mend() {
        return MEND;
    }
}
