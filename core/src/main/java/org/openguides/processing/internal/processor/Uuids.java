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
 * Gives assets their uuids, by the rules of AEM Guides: a file that is named by a GUID has that one, a uuid once given is
 * kept, a copy gets its own.
 */
final class Uuids {

    private static final String PREFIX = "GUID-";

    private Uuids() {}

    /**
     * The uuid of an asset, a new one if it has none of its own. Beside AEM Guides the one that it has given comes first,
     * whatever the name says.
     */
    static String of(AssetNode asset, GuidesProperties mode) throws RepositoryException {
        Optional<String> named = FileUuid.of(asset.name());
        if (named.isPresent() && (mode == GuidesProperties.WRITE || !hasGuidesGiven(asset))) {
            return named.get();
        }
        String present = AssetState.uuid(asset.content());
        return !present.isBlank() && !isCopied(asset, present) ? present : named.orElse(PREFIX + UUID.randomUUID());
    }

    /** Whether the asset has a uuid of AEM Guides that is its own. */
    private static boolean hasGuidesGiven(AssetNode asset) throws RepositoryException {
        String guides = AssetState.textOrEmpty(asset.content(), AssetState.UUID);
        return !guides.isBlank() && guides.equals(AssetState.uuid(asset.content()));
    }

    /**
     * Whether the uuid belongs to the asset that this one was copied from. A copy still tells where its state was written,
     * as a moved asset does; but only the original of a copy is still there.
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
