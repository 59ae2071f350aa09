package org.openguides.processing.it;

/** Assets are plain files, as on a plain Sling. */
final class FileProcessingIT extends AbstractProcessing {

    FileProcessingIT(SlingServer server) {
        super(server, TestContent.Kind.FILE);
    }
}
