package org.openguides.processing.internal.dita;

import java.util.Optional;

/** The uuid in a file name. AEM Guides uses {@code GUID-} names for files and links. */
public final class FileUuid {

    private static final String PREFIX = "GUID-";

    private FileUuid() {}

    /**
     * Returns the uuid of a file with this name: the part before the first dot.
     *
     * @return empty unless the name starts with {@code GUID-}
     */
    public static Optional<String> of(String fileName) {
        if (!fileName.startsWith(PREFIX) || fileName.length() == PREFIX.length()) {
            return Optional.empty();
        }
        int dot = fileName.indexOf('.');
        return Optional.of(dot < 0 ? fileName : fileName.substring(0, dot));
    }
}
