package org.openguides.processing.internal.processor;

import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.Optional;
import java.util.UUID;

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

    static String of(AssetNode asset) throws RepositoryException {
        Optional<String> named = FileUuid.of(asset.name());
        if (named.isPresent()) {
            return named.get();
        }
        String present = AssetState.text(asset.content(), AssetState.UUID);
        boolean keep = present != null && !present.isBlank() && !isCopied(asset, present);
        return present != null && keep ? present : PREFIX + UUID.randomUUID();
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
        return uuid.equals(AssetState.text(original, AssetState.UUID));
    }
}
