package org.openguides.processing.it;

/** Assets are those of AEM. */
final class DamAssetProcessingIT extends AbstractProcessing {

    DamAssetProcessingIT(SlingServer server) {
        super(server, TestContent.Kind.DAM_ASSET);
    }
}
