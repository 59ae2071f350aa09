package org.openguides.processing.api;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Starts and controls runs and returns their state. Does not check permissions, which is up to the caller. Safe for use by
 * multiple threads.
 *
 * <p>In a cluster, changes of one node become visible to the others after a second or two. If there are other nodes,
 * {@link #find} and {@link #restart} therefore wait most of a second for a run that is not visible yet, and {@link #cancel},
 * {@link #resume} and {@link #restart} wait as long for a state that allows the operation. The number of threads that wait
 * concurrently is limited on each node. If it takes longer, the caller has to retry.
 */
@ProviderType
public interface Runs {

    /**
     * Accepts a run: claims its paths and queues it for a coordinator on any node of the cluster.
     *
     * @return the id of the new run
     * @throws OverlapException if a run that has not ended covers an equal, a parent or a child path
     * @throws ProcessingException if the repository or the job system fails; nothing is left behind then
     */
    String start(RunRequest request) throws OverlapException;

    /**
     * Cancels a run: a waiting run immediately, a running one after its current batches. The request is persistent, so
     * it survives the death of a node. Has no effect on a run that is cancelled already.
     *
     * @param user the user who cancels the run
     * @return the current run, which may not have ended yet
     * @throws WrongStateException if the run has ended in another state
     * @throws ProcessingException if there is no such run, or the repository fails
     */
    Run cancel(String id, String user) throws WrongStateException;

    /**
     * Resumes a run that failed or was cancelled from its checkpoints.
     *
     * @param user the user who resumes the run
     * @throws WrongStateException if the run has not ended, or has succeeded
     * @throws OverlapException if another run covers some of its paths meanwhile
     * @throws ProcessingException if there is no such run, or the repository fails
     */
    Run resume(String id, String user) throws WrongStateException, OverlapException;

    /**
     * Starts a run that repeats one that succeeded, or processes the failures of one that has ended again.
     *
     * @param scope the assets to process; failures are copied to the new run immediately, so that the earlier one may
     *     be deleted
     * @param user  the user who starts the new run
     * @return the id of the new run
     * @throws WrongStateException if the run has not succeeded or, for failures, has not ended
     * @throws NotRestartableException if the failures are not known any more, or the reasons and paths select none
     * @throws OverlapException if another run covers some of its paths
     * @throws ProcessingException if there is no such run, or the repository fails
     */
    String restart(String id, RestartScope scope, String user)
            throws WrongStateException, NotRestartableException, OverlapException;

    /**
     * Deletes the record, the log and the reports of a run that has ended, including a resumable one.
     *
     * @param user the user who deletes the run
     * @throws WrongStateException if the run has not ended
     * @throws ProcessingException if there is no such run, or the repository fails
     */
    void delete(String id, String user) throws WrongStateException;

    /**
     * Returns the current state of a run.
     *
     * @return empty if there is no run with this id, or it was written by a later, incompatible version of this bundle
     * @throws ProcessingException if the repository fails
     */
    default Optional<Run> find(String id) {
        return find(id, run -> true);
    }

    /**
     * Returns the current state of a run if the caller may see it. A lookup takes the same time for a hidden run as for
     * a missing one.
     *
     * @param visible whether the caller may see a run
     * @return empty if there is no such run, it is not visible, or it was written by a later, incompatible version of
     *     this bundle
     * @throws ProcessingException if the repository fails
     */
    Optional<Run> find(String id, Predicate<RunOutline> visible);

    /**
     * Returns the number of runs of a user that have not ended, on all nodes. Reads every run that has not ended.
     *
     * @throws ProcessingException if the repository fails
     */
    int unfinishedOf(String user);

    /**
     * Returns a page of the newest runs that are chosen. Records that cannot be read are left out. Reads at most some
     * thousands of runs, so a page may be short or empty and still have a next one. Runs of the same millisecond are
     * always on the same page.
     *
     * @param limit  maximum number of runs; exceeded only by further runs of the same millisecond as the last one
     * @param before only runs created before this time; null for no bound
     * @param chosen selects runs; if it throws, the exception is propagated to the caller or the run is left out
     * @throws ProcessingException if the repository fails
     */
    RunPage newest(int limit, @Nullable Instant before, Predicate<RunOutline> chosen);
}
