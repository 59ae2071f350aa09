package org.openguides.processing.api;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** A run is refused, because a run that waits or works already covers some of its paths. */
@ProviderType
public final class OverlapException extends Exception {

    private final transient List<Conflict> conflicts;

    /** A subtree that is taken. Immutable. */
    @ProviderType
    public static final class Conflict {

        private final String runId;
        private final String path;

        public Conflict(String runId, String path) {
            this.runId = runId;
            this.path = path;
        }

        /** The run that has taken it. */
        public String runId() {
            return runId;
        }

        /** The path that the run has taken. */
        public String path() {
            return path;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Conflict that && runId.equals(that.runId) && path.equals(that.path);
        }

        @Override
        public int hashCode() {
            return Objects.hash(runId, path);
        }

        @Override
        public String toString() {
            return runId + " at " + path;
        }
    }

    public OverlapException(List<Conflict> conflicts) {
        super("overlaps with " + conflicts);
        this.conflicts = List.copyOf(conflicts);
    }

    /** What is in the way; never empty. */
    public List<Conflict> conflicts() {
        return conflicts;
    }
}
