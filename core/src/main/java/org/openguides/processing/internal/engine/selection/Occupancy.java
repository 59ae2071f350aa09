package org.openguides.processing.internal.engine.selection;

import javax.jcr.Node;
import javax.jcr.Property;
import javax.jcr.PropertyType;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.store.Deferral;

/**
 * Detects assets that are locked, and {@code dam:Asset} nodes that AEM is still processing or a user has checked out.
 * AEM marks both on the content node: {@code dam:assetState} while a workflow or asset microservices create renditions,
 * {@code cq:drivelock} for a checkout in AEM Assets, {@code cq:driveLock} for one in AEM Guides. Locks (JCR 2.0,
 * chapter 17) are checked explicitly, since Oak does not prevent other sessions from writing to a locked node. Costs
 * one call per asset, and three more for a {@code dam:Asset}. For one session.
 */
public final class Occupancy {

    private static final String STATE = "dam:assetState";
    private static final String IS_PROCESSING = "processing";
    private static final String[] CHECKOUTS = {"cq:drivelock", "cq:driveLock"};

    private final Session session;
    private @Nullable Boolean aem;

    public Occupancy(Session session) {
        this.session = session;
    }

    /** Returns why the asset should not be processed now; null if nothing prevents it. */
    @Nullable
    public Deferral of(AssetNode asset) throws RepositoryException {
        if (asset.node().isLocked()) {
            return Deferral.LOCKED;
        }
        return asset.isDam() ? ofDam(asset.content()) : null;
    }

    /**
     * Returns whether a run of the system leaves the asset for later. Unlike other runs it also looks beforehand whether
     * the asset is checked in, since it would try in vain each time.
     */
    boolean holds(AssetNode asset) throws RepositoryException {
        return of(asset) != null || !asset.content().isCheckedOut();
    }

    private @Nullable Deferral ofDam(Node content) throws RepositoryException {
        if (IS_PROCESSING.equalsIgnoreCase(text(content, STATE))) {
            return Deferral.PROCESSING;
        }
        for (String checkout : CHECKOUTS) {
            if (isAem() && !text(content, checkout).isEmpty()) {
                return Deferral.CHECKED_OUT;
            }
        }
        return null;
    }

    /** Asking for a name with an unregistered prefix is an error. */
    private boolean isAem() throws RepositoryException {
        Boolean known = aem;
        if (known == null) {
            known = Arrays.asList(session.getNamespacePrefixes()).contains("cq");
            aem = known;
        }
        return known;
    }

    private static String text(Node content, String property) throws RepositoryException {
        if (!content.hasProperty(property)) {
            return "";
        }
        Property value = content.getProperty(property);
        return value.isMultiple() || value.getType() == PropertyType.BINARY ? "" : value.getString();
    }
}
