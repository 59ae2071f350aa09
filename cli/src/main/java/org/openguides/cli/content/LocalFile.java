package org.openguides.cli.content;

import java.nio.file.Path;

/**
 * A file on its way.
 *
 * @param file where it is
 * @param path where it goes
 * @param size its bytes
 */
record LocalFile(Path file, String path, long size) {

    /** The property that tells that the content has arrived. */
    String data() {
        return path + "/jcr:content/jcr:data";
    }

    String mediaType() {
        return MediaType.of(name());
    }

    String plainName() {
        return MediaType.plainName(name());
    }

    private String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
