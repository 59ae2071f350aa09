package org.openguides.processing.api;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Starts runs and tells how they stand. It does not check what a user may do or see: callers do. Safe for use by many
 * threads.
 *
 * <p>What one node of a cluster has written is seen by the others after a second or two. Where there are other nodes,
 * {@link #find} and {@link #restart} therefore look for most of a second for a run that they do not see, and {@link #cancel},
 * {@link #resume} and {@link #restart} wait as long for a state that allows what they are to do. Only some threads of a node
 * wait at once. If it takes longer, the caller has to ask again.
 */
@ProviderType
public interface Runs {

    /**
     * Accepts a run: claims its paths and hands it to a coordinator, on whichever node of the cluster.
     *
     * @return the id of the new run
     * @throws OverlapException if a run that has not ended covers an equal, a parent or a child path
     * @throws ProcessingException if the repository refuses it, or the job system does; nothing is left behind then
     */
    String start(RunRequest request) throws OverlapException;

    /**
     * Has a run stopped: one that waits at once, one that is worked on after the batches in hand. Once asked for it stays
     * so, whatever dies meanwhile. A run that has been cancelled is left as it is.
     *
     * @param user who wants it
     * @return the run as it stands now, which need not be its end
     * @throws WrongStateException if it has ended otherwise
     * @throws ProcessingException if there is no such run, or the repository refuses
     */
    Run cancel(String id, String user) throws WrongStateException;

    /**
     * Has a run that failed or was cancelled go on from its checkpoints.
     *
     * @param user who wants it
     * @throws WrongStateException if it has not ended, or succeeded
     * @throws OverlapException if another run has taken some of its paths meanwhile
     * @throws ProcessingException if there is no such run, or the repository refuses
     */
    Run resume(String id, String user) throws WrongStateException, OverlapException;

    /**
     * Starts a run that repeats one that succeeded, or processes again what failed in one that has ended.
     *
     * @param scope which of its assets; what failed is copied to the new run at once, so that the earlier one may be removed
     * @param user  who wants it, and is the new run's requester
     * @return the id of the new run
     * @throws WrongStateException if it has not succeeded, or, if only what failed is wanted, has not ended
     * @throws NotRestartableException if what failed is not known any more, or nothing is chosen by reasons and paths
     * @throws OverlapException if another run holds some of its paths
     * @throws ProcessingException if there is no such run, or the repository refuses
     */
    String restart(String id, RestartScope scope, String user)
            throws WrongStateException, NotRestartableException, OverlapException;

    /**
     * Removes the record, the log and the reports of a run that has ended, also of one that could be resumed.
     *
     * @param user who wants it
     * @throws WrongStateException if it has not ended
     * @throws ProcessingException if there is no such run, or the repository refuses
     */
    void delete(String id, String user) throws WrongStateException;

    /**
     * A run as it stands now.
     *
     * @return empty if there is none with this id, or only a later version of this bundle understands it
     * @throws ProcessingException if the repository refuses
     */
    default Optional<Run> find(String id) {
        return find(id, run -> true);
    }

    /**
     * A run as it stands now, if the caller may know of it. To find one of which the caller may not know takes as long as to find
     * that there is none.
     *
     * @param visible whether the caller may know of a run
     * @return empty if there is none, or it is not visible, or only a later version of this bundle understands it
     * @throws ProcessingException if the repository refuses
     */
    Optional<Run> find(String id, Predicate<RunOutline> visible);

    /**
     * How many runs of a user have not ended, on all nodes. Costs a look at each run that has not ended.
     *
     * @throws ProcessingException if the repository refuses
     */
    int unfinishedOf(String user);

    /**
     * The newest of the runs that are chosen. A record that cannot be read is left out. Looks at some thousands of runs at most,
     * so that a page may have few runs, or none, and still a next one. Runs of one millisecond are all on one page.
     *
     * @param limit  how many to find; there may be a few more, of the millisecond of the last one
     * @param before only runs created before this instant; null for no bound
     * @param chosen chooses runs; what it throws is thrown at the caller, or costs the run at hand its place
     * @throws ProcessingException if the repository refuses
     */
    RunPage newest(int limit, @Nullable Instant before, Predicate<RunOutline> chosen);
}
