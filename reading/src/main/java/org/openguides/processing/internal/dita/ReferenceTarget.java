package org.openguides.processing.internal.dita;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Where a reference points, as far as it can be said without looking.
 *
 * @param status   what is to be done with it
 * @param paths    of {@link Status#CHECK}: the path that is meant, then others that an author may have taken for the same:
 *                 percent signs taken literally, other Unicode forms. Else empty
 * @param fragment behind the {@code #}, percent-decoded; null if absent, or if it is no id
 */
public record ReferenceTarget(Status status, List<String> paths, @Nullable String fragment) {

    /** What can be said of a target without looking. */
    public enum Status {
        /** Look for the file, then for the fragment in it. */
        CHECK,
        /** Look for the key. */
        KEY,
        EXTERNAL,
        PEER,
        EMPTY,
        /** It can't be a reference to a file. */
        INVALID,
        /** The name of a file to be made. */
        COPY_TO
    }

    public ReferenceTarget {
        paths = List.copyOf(paths);
    }

    /** The path that is meant, of {@link Status#CHECK}. */
    public String path() {
        return paths.get(0);
    }
}
