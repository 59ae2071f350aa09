package org.openguides.cli.content;

import java.nio.file.Path;

/**
 * A file to upload.
 *
 * @param file the local file
 * @param path the path in the repository
 * @param size size in bytes
 */
record LocalFile(Path file, String path, long size) {

    /** Returns the property whose change confirms the upload. */
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
