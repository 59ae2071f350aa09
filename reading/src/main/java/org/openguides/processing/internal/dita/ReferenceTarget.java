package org.openguides.processing.internal.dita;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The target of a reference, as far as it is known without a look-up.
 *
 * @param status   how to continue
 * @param paths    for {@link Status#CHECK}: the intended path, followed by alternatives that an author may have meant:
 *                 with literal percent signs, or other Unicode forms. Otherwise empty
 * @param fragment percent-decoded part after {@code #}; null if absent, or if it is not an id
 */
public record ReferenceTarget(Status status, List<String> paths, @Nullable String fragment) {

    /** What is known without a look-up. */
    public enum Status {
        /** Look up the file, then the fragment in it. */
        CHECK,
        /** Look up the key. */
        KEY,
        EXTERNAL,
        PEER,
        EMPTY,
        /** It cannot be a reference to a file. */
        INVALID,
        /** The name of a file that publishing creates. */
        COPY_TO
    }

    public ReferenceTarget {
        paths = List.copyOf(paths);
    }

    /** Returns the intended path for {@link Status#CHECK}. */
    public String path() {
        return paths.get(0);
    }
}
