package org.openguides.processing.internal.processor;

import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.Optional;
import java.util.UUID;

import org.openguides.processing.api.GuidesProperties;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.catalog.AssetState;
import org.openguides.processing.internal.dita.FileUuid;

/**
 * Assigns uuids by the rules of AEM Guides: a file name that is a GUID determines the uuid, an assigned uuid is kept,
 * and a copy gets a new one.
 */
final class Uuids {

    private static final String PREFIX = "GUID-";

    private Uuids() {}

    /**
     * Returns the uuid of an asset, or a new one if it has none of its own. Beside AEM Guides a uuid assigned by it
     * takes precedence over the file name.
     */
    static String of(AssetNode asset, GuidesProperties mode) throws RepositoryException {
        Optional<String> named = FileUuid.of(asset.name());
        if (named.isPresent() && (mode == GuidesProperties.WRITE || !hasGuidesGiven(asset))) {
            return named.get();
        }
        String present = AssetState.uuid(asset.content());
        return !present.isBlank() && !isCopied(asset, present) ? present : named.orElse(PREFIX + UUID.randomUUID());
    }

    /** Returns whether the asset has its own uuid from AEM Guides. */
    private static boolean hasGuidesGiven(AssetNode asset) throws RepositoryException {
        String guides = AssetState.textOrEmpty(asset.content(), AssetState.UUID);
        return !guides.isBlank() && guides.equals(AssetState.uuid(asset.content()));
    }

    /**
     * Returns whether the uuid belongs to the asset that this one was copied from. Copied and moved assets both contain
     * the path at which their state was written; the asset at that path exists only after a copy.
     */
    private static boolean isCopied(AssetNode asset, String uuid) throws RepositoryException {
        String origin = AssetState.text(asset.content(), AssetState.PATH);
        if (origin == null || origin.equals(asset.path())) {
            return false;
        }
        Session session = asset.content().getSession();
        String content = origin + "/jcr:content";
        if (!session.nodeExists(content)) {
            return false;
        }
        Node original = session.getNode(content);
        return uuid.equals(AssetState.uuid(original));
    }
}
