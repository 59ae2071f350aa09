package org.openguides.processing.internal.dita;

import java.util.Optional;

/** The uuid in a file's name. AEM Guides names files, and links to them, by {@code GUID-} and what follows. */
public final class FileUuid {

    private static final String PREFIX = "GUID-";

    private FileUuid() {}

    /**
     * The uuid of a file of this name: all before the first dot.
     *
     * @return empty unless the name begins with {@code GUID-}
     */
    public static Optional<String> of(String fileName) {
        if (!fileName.startsWith(PREFIX) || fileName.length() == PREFIX.length()) {
            return Optional.empty();
        }
        int dot = fileName.indexOf('.');
        return Optional.of(dot < 0 ? fileName : fileName.substring(0, dot));
    }
}
