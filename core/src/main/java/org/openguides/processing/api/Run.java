package org.openguides.processing.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A run as it stood when it was read; it does not change afterwards.
 *
 * @param id        identifies the run; a UUID, but opaque to clients
 * @param request   what was asked for
 * @param guidesProperties what of AEM Guides it may write, as decided at its start
 * @param state     where it stands
 * @param selection how far the counting has come
 * @param counts    outcomes so far, over all attempts
 * @param attempt   1 for the first execution, one more for each resume or takeover
 * @param createdAt when the request was accepted
 * @param startedAt when its first attempt began; null if none has
 * @param endedAt   when it ended; null while it has not
 * @param updatedAt when anything about it was last written
 * @param remaining estimated time to the end; null while it cannot be known, zero at the end
 * @param throttledBy why it is slower than it could be; null if nothing holds it back, and once it has ended
 * @param comment   one sentence for people; empty if there is nothing to say
 * @param logLines  number of lines in its log; 0 once the log has been purged
 * @param comparison what it has found, if it was to compare and has ended; else null
 */
public record Run(
        String id,
        RunRequest request,
        GuidesProperties guidesProperties,
        RunState state,
        Selection selection,
        Counts counts,
        int attempt,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        Instant updatedAt,
        @Nullable Duration remaining,
        @Nullable ThrottleReason throttledBy,
        String comment,
        long logLines,
        @Nullable Comparison comparison)
        implements RunOutline {

    @Override
    public String requestedBy() {
        return request.requestedBy();
    }

    @Override
    public List<String> paths() {
        return request.paths();
    }

    @Override
    public List<String> excludedPaths() {
        return request.excludedPaths();
    }
}
