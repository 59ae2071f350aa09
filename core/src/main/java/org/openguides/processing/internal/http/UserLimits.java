package org.openguides.processing.internal.http;

import javax.jcr.RepositoryException;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import org.openguides.processing.api.Runs;
import org.openguides.processing.internal.status.StatusJob;
import org.openguides.processing.internal.status.StatusJobs;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Limits the number of concurrent jobs and downloads of each user, so that no user blocks the others. They do not apply
 * to operators. Safe for use by multiple threads.
 */
@Component(service = UserLimits.class, configurationPid = UserLimits.PID)
@Designate(ocd = UserLimits.Config.class)
public final class UserLimits {

    static final String PID = "org.openguides.processing.limits";

    private final int runs;
    private final int statusJobs;
    private final int downloads;
    /** Status jobs that this node has accepted and that may still be running, by user, oldest first. */
    private final Map<String, Deque<Accepted>> accepted = new ConcurrentHashMap<>();

    /** A status job and its time of acceptance as monotonic time. */
    private record Accepted(String id, long at) {

        /**
         * Jobs of this age have ended or were abandoned. Their results may have been deleted, which is slow to find
         * out.
         */
        private static final long OLD = TimeUnit.HOURS.toNanos(1);

        boolean isOld() {
            return System.nanoTime() - at > OLD;
        }
    }

    private final Map<String, Integer> downloading = new HashMap<>();

    /** The OSGi configuration. */
    @ObjectClassDefinition(
            name = "OpenGuides: limits",
            description =
                    "Concurrent jobs and downloads of each user, except members of the operator groups. 0 for no limit.")
    @interface Config {
        @AttributeDefinition(
                name = "Runs of a user",
                description = "Maximum number of runs of a user that have not ended, on all nodes.")
        int runsPerUser() default 100;

        @AttributeDefinition(
                name = "Status jobs of a user",
                description =
                        "Maximum number of asset status jobs of a user that one node has accepted and that have not ended.")
        int statusJobsPerUser() default 100;

        @AttributeDefinition(
                name = "Downloads of a user",
                description = "Maximum number of concurrent downloads of logs and lists by a user from one node.")
        int downloadsPerUser() default 10;
    }

    @Activate
    public UserLimits(Config config) {
        this(config.runsPerUser(), config.statusJobsPerUser(), config.downloadsPerUser());
    }

    /** Creates limits; 0 for no limit. */
    UserLimits(int runs, int statusJobs, int downloads) {
        this.runs = runs;
        this.statusJobs = statusJobs;
        this.downloads = downloads;
    }

    /**
     * Rejects another run if the caller has reached the limit.
     *
     * @throws RejectedException with {@link ProblemType#TOO_MANY_JOBS}
     */
    void checkRuns(Caller caller, Runs all) throws RepositoryException {
        if (runs > 0 && !caller.isOperator() && all.unfinishedOf(caller.userId()) >= runs) {
            throw tooMany("runsPerUser", runs, "jobs that have not ended; wait until some end, or cancel them");
        }
    }

    /**
     * Rejects another status job if the caller has reached the limit.
     *
     * @throws RejectedException with {@link ProblemType#TOO_MANY_JOBS}
     */
    void checkStatusJobs(Caller caller, StatusJobs all) throws RepositoryException {
        if (statusJobs <= 0 || caller.isOperator()) {
            return;
        }
        Deque<Accepted> mine = accepted.getOrDefault(caller.userId(), new ArrayDeque<>());
        synchronized (mine) {
            if (mine.size() >= statusJobs) {
                mine.removeIf(job -> job.isOld() || isOver(all.find(job.id())));
            }
            if (mine.size() >= statusJobs) {
                throw tooMany(
                        "statusJobsPerUser", statusJobs, "asset status jobs that have not ended; wait until some end");
            }
        }
    }

    private static boolean isOver(Optional<StatusJob> job) {
        return job.isEmpty() || job.get().state().isEnded();
    }

    /** Counts a status job that was accepted. */
    void acceptedStatusJob(Caller caller, String id) throws RepositoryException {
        if (statusJobs > 0 && !caller.isOperator()) {
            Deque<Accepted> mine = accepted.computeIfAbsent(caller.userId(), user -> new ArrayDeque<>());
            synchronized (mine) {
                mine.addLast(new Accepted(id, System.nanoTime()));
            }
        }
    }

    /** A streamed response in progress, to be closed when it has been sent. */
    interface Download extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Counts another download.
     *
     * @throws RejectedException with {@link ProblemType#TOO_MANY_JOBS} if the caller has reached the limit
     */
    Download beginDownload(Caller caller) throws RepositoryException {
        if (downloads <= 0 || caller.isOperator()) {
            return () -> {};
        }
        String user = caller.userId();
        synchronized (downloading) {
            if (downloading.getOrDefault(user, 0) >= downloads) {
                throw tooMany("downloadsPerUser", downloads, "downloads at the same time; wait until some have ended");
            }
            downloading.merge(user, 1, Integer::sum);
        }
        return () -> endDownload(user);
    }

    private void endDownload(String user) {
        synchronized (downloading) {
            downloading.computeIfPresent(user, (name, count) -> count == 1 ? null : count - 1);
        }
    }

    private static RejectedException tooMany(String setting, int limit, String what) {
        return new RejectedException(new Problem(
                ProblemType.TOO_MANY_JOBS,
                "You may have " + limit + " " + what + ", or ask an administrator to raise " + setting + " of " + PID
                        + ".",
                Problem.More.limit(limit)));
    }
}
