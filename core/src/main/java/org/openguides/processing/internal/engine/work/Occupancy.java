package org.openguides.processing.internal.engine.work;

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
 * Tells of an asset that is locked, and of a {@code dam:Asset} that AEM still processes, or that a user has checked out. AEM notes
 * both at the content of the asset: {@code dam:assetState} while its workflow or its asset microservices make renditions,
 * {@code cq:drivelock} at a checkout in AEM Assets, {@code cq:driveLock} in AEM Guides. A lock (JCR 2.0, chapter 17) has to be
 * asked for, as Oak lets everybody write to a locked node. Costs one call for an asset, and three more for a {@code dam:Asset}.
 * For one session.
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

    /** Why the asset is better left alone for now; null if nothing keeps it from being processed. */
    @Nullable
    public Deferral of(AssetNode asset) throws RepositoryException {
        if (asset.node().isLocked()) {
            return Deferral.LOCKED;
        }
        return asset.isDam() ? ofDam(asset.content()) : null;
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

    /** Asking for a name whose prefix is not registered is an error. */
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
