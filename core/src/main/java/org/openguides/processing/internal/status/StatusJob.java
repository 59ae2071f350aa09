package org.openguides.processing.internal.status;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A status job as it stood when it was read; it does not change afterwards.
 *
 * @param id        identifies the job; a UUID, but opaque to clients
 * @param request   what was asked for
 * @param state     where it stands
 * @param segments  how many files of rows there are
 * @param createdAt when the request was accepted
 * @param updatedAt when anything about it was last written
 * @param endedAt   when it ended; null while it has not
 */
public record StatusJob(
        String id,
        StatusRequest request,
        StatusState state,
        int segments,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant endedAt) {}
