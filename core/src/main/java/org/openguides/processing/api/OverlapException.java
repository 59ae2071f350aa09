package org.openguides.processing.api;

import java.util.List;

/** A run is refused, because a run that waits or works already covers some of its paths. */
public class OverlapException extends Exception {

    private final transient List<Conflict> conflicts;

    /**
     * A subtree that is taken.
     *
     * @param runId the run that has taken it
     * @param path  the path that the run has taken
     */
    public record Conflict(String runId, String path) {}

    public OverlapException(List<Conflict> conflicts) {
        super("overlaps with " + conflicts);
        this.conflicts = List.copyOf(conflicts);
    }

    /** Who is in the way; never empty. */
    public List<Conflict> conflicts() {
        return conflicts;
    }
}
