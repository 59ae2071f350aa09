package org.openguides.processing.api;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** A run is rejected because a waiting or running run already covers some of its paths. */
@ProviderType
public final class OverlapException extends Exception {

    private final transient List<Conflict> conflicts;

    /** A subtree that another run has claimed. Immutable. */
    @ProviderType
    public static final class Conflict {

        private final String runId;
        private final String path;

        public Conflict(String runId, String path) {
            this.runId = runId;
            this.path = path;
        }

        /** Returns the id of the run that has claimed it. */
        public String runId() {
            return runId;
        }

        /** Returns the path that the run has claimed. */
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

    /** Returns the conflicts; never empty. */
    public List<Conflict> conflicts() {
        return conflicts;
    }
}
