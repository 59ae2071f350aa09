package org.openguides.processing.internal.status;

import javax.jcr.RepositoryException;

import java.util.Iterator;
import java.util.Optional;
import java.util.function.Predicate;

/** Takes requests for the status of assets, and has the answers. Safe for use by many threads. */
public interface StatusJobs {

    /** Says what the reader of an answer may know of. */
    @FunctionalInterface
    interface View {
        /** Whether there is something at the path, as far as the reader is concerned. */
        boolean shows(String path) throws RepositoryException;
    }

    /**
     * Has the status of assets computed, on some node of the cluster.
     *
     * @return the id of the job
     * @throws org.openguides.processing.api.ProcessingException if the repository or the job system refuses
     */
    String start(StatusRequest request);

    /** The job with this id; empty if there is none, or its results are no longer kept. */
    default Optional<StatusJob> find(String id) {
        return find(id, job -> true);
    }

    /**
     * The same, if the caller may know of the job. To find one of which the caller may not know takes as long as to find that
     * there is none.
     */
    Optional<StatusJob> find(String id, Predicate<StatusJob> visible);

    /**
     * The rows of a job that has succeeded, in path order, without those of assets outside of the view. A path that was
     * asked for and is outside of the view looks like one at which there is nothing. The rows are read as they are taken,
     * one segment at a time; a failure then is a {@link org.openguides.processing.api.ProcessingException}.
     */
    Iterator<StatusRow> rows(StatusJob job, View view);
}
