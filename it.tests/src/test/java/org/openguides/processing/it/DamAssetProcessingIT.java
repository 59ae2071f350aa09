package org.openguides.processing.it;

/** Assets are {@code dam:Asset} nodes, as on AEM. */
final class DamAssetProcessingIT extends AbstractProcessing {

    DamAssetProcessingIT(SlingServer server) {
        super(server, TestContent.Kind.DAM_ASSET);
    }
}
