package org.openguides.processing.internal.resolution;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Digest that represents a path where there are very many. */
final class PathDigest {

    private PathDigest() {}

    static long of(String path) {
        return UUID.nameUUIDFromBytes(path.getBytes(StandardCharsets.UTF_8)).getLeastSignificantBits();
    }
}
