package org.openguides.processing.internal.catalog;

import javax.jcr.Session;

import java.util.List;

import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.resolution.Deadline;
import org.openguides.processing.spi.PropertyChange;

/** The catalog in the repository. The facts are stored on the assets and saved with them. */
public final class JcrCatalogs implements Catalogs {

    private static final Records ON_THE_ASSETS = new Records() {
        @Override
        public List<PropertyChange> take(AssetNode asset, List<PropertyChange> changes) {
            return changes;
        }

        @Override
        public void forget(AssetNode asset) {
            // deleted together with the state of the asset
        }

        @Override
        public void store() {
            // stored together with the assets
        }
    };

    @Override
    public Catalog in(Session session, Deadline deadline) {
        return new JcrCatalog(session, deadline);
    }

    @Override
    public Records records() {
        return ON_THE_ASSETS;
    }

    @Override
    public String check() {
        return "on the assets";
    }
}
