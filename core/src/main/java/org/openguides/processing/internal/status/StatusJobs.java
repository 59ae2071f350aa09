package org.openguides.processing.internal.status;

import javax.jcr.RepositoryException;

import java.util.Iterator;
import java.util.Optional;
import java.util.function.Predicate;

/** Accepts requests for the status of assets, and provides their results. Safe for use by multiple threads. */
public interface StatusJobs {

    /** Restricts results to what a reader may see. */
    @FunctionalInterface
    interface View {
        /** Returns whether the node at the path exists as far as the reader may know. */
        boolean shows(String path) throws RepositoryException;
    }

    /**
     * Starts to compute the status of assets on a node of the cluster.
     *
     * @return id of the job
     * @throws org.openguides.processing.api.ProcessingException if the repository or the job system fails
     */
    String start(StatusRequest request);

    /** Returns the job with this id; empty if there is none, or its results have expired. */
    default Optional<StatusJob> find(String id) {
        return find(id, job -> true);
    }

    /**
     * Returns the job with this id if it is visible to the caller. The time to find an invisible job does not differ
     * from that of a missing one.
     */
    Optional<StatusJob> find(String id, Predicate<StatusJob> visible);

    /**
     * Returns the rows of a successful job in path order, without assets outside the view. A requested path outside the
     * view looks like a missing one. Rows are read lazily, one segment at a time; an error is a {@link
     * org.openguides.processing.api.ProcessingException}.
     */
    Iterator<StatusRow> rows(StatusJob job, View view);
}
