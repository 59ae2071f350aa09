package org.openguides.processing.api;

import java.time.Instant;
import java.util.List;

import org.osgi.annotation.versioning.ProviderType;

/** What runs are chosen by for a page of {@link Runs#newest}. Each part may be read when it is asked for. */
@ProviderType
public interface RunOutline {

    /** Identifies the run. */
    String id();

    /** Where it stands. */
    RunState state();

    /** When the request was accepted. */
    Instant createdAt();

    /** Id of the user who asked for it. */
    String requestedBy();

    /** Absolute paths of the subtrees that it covers. */
    List<String> paths();

    /** Absolute paths of the subtrees within them that it leaves out. */
    List<String> excludedPaths();

    /** One sentence for people; empty if there is nothing to say. */
    String comment();

    /** Whether the system asked for it, and not a user. */
    boolean system();
}
