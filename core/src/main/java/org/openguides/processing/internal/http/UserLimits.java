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
 * How much one user may ask for at once, so that none keeps the others waiting. Operators may do more. Safe for use by many
 * threads.
 */
@Component(service = UserLimits.class, configurationPid = UserLimits.PID)
@Designate(ocd = UserLimits.Config.class)
public final class UserLimits {

    static final String PID = "org.openguides.processing.limits";

    private final int runs;
    private final int statusJobs;
    private final int downloads;
    /** Ids of the status jobs that this node has accepted and that may not have ended, by user, oldest first. */
    private final Map<String, Deque<Accepted>> accepted = new ConcurrentHashMap<>();

    /** A status job, and when it was accepted, monotonic. */
    private record Accepted(String id, long at) {

        /** One that is this old has ended or been given up, and its results may be gone, which takes long to see. */
        private static final long OLD = TimeUnit.HOURS.toNanos(1);

        boolean isOld() {
            return System.nanoTime() - at > OLD;
        }
    }

    private final Map<String, Integer> downloading = new HashMap<>();

    /** The configuration as the platform shows it. */
    @ObjectClassDefinition(
            name = "OpenGuides: limits",
            description =
                    "What one user may ask for at once; members of the operator groups may do more. 0 is no limit.")
    @interface Config {
        @AttributeDefinition(
                name = "Runs of a user",
                description = "Runs of one user that have not ended, on all nodes.")
        int runsPerUser() default 100;

        @AttributeDefinition(
                name = "Status jobs of a user",
                description = "Asset status jobs of one user that have not ended, of those that one node has accepted.")
        int statusJobsPerUser() default 100;

        @AttributeDefinition(
                name = "Downloads of a user",
                description = "Logs and lists that one user downloads from one node at the same time.")
        int downloadsPerUser() default 10;
    }

    @Activate
    public UserLimits(Config config) {
        this(config.runsPerUser(), config.statusJobsPerUser(), config.downloadsPerUser());
    }

    /** Limits; 0 for none. */
    UserLimits(int runs, int statusJobs, int downloads) {
        this.runs = runs;
        this.statusJobs = statusJobs;
        this.downloads = downloads;
    }

    /**
     * Refuses one more run if the caller has too many.
     *
     * @throws RejectedException with {@link ProblemType#TOO_MANY_JOBS}
     */
    void checkRuns(Caller caller, Runs all) throws RepositoryException {
        if (runs > 0 && !caller.isOperator() && all.unfinishedOf(caller.userId()) >= runs) {
            throw tooMany("runsPerUser", runs, "jobs that have not ended; wait until some end, or cancel them");
        }
    }

    /**
     * Refuses one more status job if the caller has too many.
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

    /** Counts a status job that has been accepted. */
    void acceptedStatusJob(Caller caller, String id) throws RepositoryException {
        if (statusJobs > 0 && !caller.isOperator()) {
            Deque<Accepted> mine = accepted.computeIfAbsent(caller.userId(), user -> new ArrayDeque<>());
            synchronized (mine) {
                mine.addLast(new Accepted(id, System.nanoTime()));
            }
        }
    }

    /** Something that is sent to a caller piece by piece; to be closed when it has been sent. */
    interface Download extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Counts one more download.
     *
     * @throws RejectedException with {@link ProblemType#TOO_MANY_JOBS} if the caller has too many
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
