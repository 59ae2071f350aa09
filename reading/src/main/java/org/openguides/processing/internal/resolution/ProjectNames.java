package org.openguides.processing.internal.resolution;

import java.util.HashSet;
import java.util.Set;

/**
 * What the maps of a project give names to: keys, and the copies of topics that publishing makes. For many threads once it is
 * complete.
 */
final class ProjectNames {

    private final KeyNames keys = new KeyNames();
    private final Set<Long> copies = new HashSet<>();

    /** How many names there are. */
    int size() {
        return keys.size() + copies.size();
    }

    /** Whether a key can be referred to by this name; see {@link KeyNames}. */
    boolean define(String key, Effort effort) {
        return keys.define(key, effort);
    }

    /**
     * Whether publishing makes a file at a path: links to it mean that copy (DITA 1.3, the copy-to attribute). Different paths are
     * taken for one with the probability that 64 bits of their digests are the same.
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
