package org.openguides.processing.internal.status;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * An immutable snapshot of a status job.
 *
 * @param id        id of the job; a UUID, but opaque to clients
 * @param request   the request
 * @param state     state of the job
 * @param segments  number of files with rows
 * @param createdAt when the request was accepted
 * @param updatedAt time of the last change
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
