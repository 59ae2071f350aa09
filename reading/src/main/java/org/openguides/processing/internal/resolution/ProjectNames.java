package org.openguides.processing.internal.resolution;

import java.util.HashSet;
import java.util.Set;

/**
 * Names defined by the maps of a project: keys, and copies of topics that publishing creates. Safe for use by multiple
 * threads once complete.
 */
final class ProjectNames {

    private final KeyNames keys = new KeyNames();
    private final Set<Long> copies = new HashSet<>();

    /** Returns the number of names. */
    int size() {
        return keys.size() + copies.size();
    }

    /** Returns whether this name refers to a key; see {@link KeyNames}. */
    boolean define(String key, Effort effort) {
        return keys.define(key, effort);
    }

    /**
     * Returns whether publishing creates a file at a path, which links to it then mean (DITA 1.3, the copy-to
     * attribute). Two paths are confused if their 64 bit digests collide.
     */
    boolean make(String path) {
        return copies.contains(PathDigest.of(path));
    }

    void addCopy(String path) {
        copies.add(PathDigest.of(path));
    }

    KeyNames keys() {
        return keys;
    }
}
