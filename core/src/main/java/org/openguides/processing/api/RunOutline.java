package org.openguides.processing.api;

import java.time.Instant;
import java.util.List;

import org.osgi.annotation.versioning.ProviderType;

/** The properties of a run by which {@link Runs#newest} selects runs. Each property may be read lazily. */
@ProviderType
public interface RunOutline {

    /** Returns the id of the run. */
    String id();

    /** Returns the state of the run. */
    RunState state();

    /** Returns when the request was accepted. */
    Instant createdAt();

    /** Returns the id of the user who started the run. */
    String requestedBy();

    /** Returns the absolute paths of the subtrees that the run covers. */
    List<String> paths();

    /** Returns the absolute paths of subtrees within them that are excluded. */
    List<String> excludedPaths();

    /** Returns a comment for users, one sentence; empty if there is nothing to report. */
    String comment();

    /** Returns whether the system, and not a user, started the run. */
    boolean system();
}
