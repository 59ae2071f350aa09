package org.openguides.processing.internal.live;

import javax.jcr.RepositoryException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

import org.openguides.processing.api.Runs;
import org.openguides.processing.internal.catalog.CatalogUnavailableException;
import org.openguides.processing.internal.catalog.Catalogs;
import org.openguides.processing.internal.engine.Time;
import org.openguides.processing.internal.engine.selection.PendingAssets;
import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.session.LocalChanges;
import org.openguides.processing.internal.session.Retry;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.walk.CurrentPaths;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;

/**
 * Processes new and changed content by itself. Each node handles its own changes, so that each is handled once in a cluster. Changes that are
 * lost, because there were too many or the node has died, are found by the job of the system that starts with each node, and by scheduled
 * processing.
 */
@Component(
        service = {Runnable.class, LiveProcessing.class},
        configurationPid = "org.openguides.processing.live",
        property = {"scheduler.period:Long=1", "scheduler.concurrent:Boolean=false"})
@Designate(ocd = LiveConfig.class)
public final class LiveProcessing implements Runnable {

    private static final Logger LOG = ServerLog.of(LiveProcessing.class);

    /** Time for the rest of the server to start. */
    private static final Duration BEFORE_THE_FIRST_SWEEP = Duration.ofSeconds(15);
    /** Another node may have done since what has failed here. */
    private static final Duration OLD_FAILURE = Duration.ofHours(1);

    private final boolean enabled;
    private final boolean scheduled;
    private final ChangedContent changed;
    private final LocalChanges changes;
    private final LiveRuns live;
    private final ContentSweep sweep;
    private final Time time;
    /** What could not be done and has not succeeded since. */
    private final Map<String, Failure> failures = new ConcurrentSkipListMap<>();

    private volatile boolean closed;
    /** Changes that were taken up and are not processed yet. */
    private volatile int takenUp;

    private boolean mayHaveMissed;
    private long missedSince;

    /**
     * Something could not be done.
     *
     * @param time   monotonic time of the last attempt
     * @param logged monotonic time at which it was last logged
     */
    private record Failure(String reason, long time, long logged) {}

    @Activate
    public LiveProcessing(
            @Reference(name = "runs") Runs runs,
            @Reference(name = "sessions") ServiceSessions sessions,
            @Reference(name = "catalogs") Catalogs catalogs,
            @Reference(name = "retry") Retry retry,
            @Reference(name = "contentRoots") ContentRoots roots,
            @Reference(name = "paths") CurrentPaths paths,
            LiveConfig config) {
        this(runs, sessions, catalogs, retry, roots.paths(), paths, config, Time.system());
    }

    LiveProcessing(
            Runs runs,
            ServiceSessions sessions,
            Catalogs catalogs,
            Retry retry,
            List<String> roots,
            CurrentPaths paths,
            LiveConfig config,
            Time time) {
        this.changed = new ChangedContent(time, roots);
        this.enabled = config.enabled() && !roots.isEmpty();
        this.scheduled = config.scheduled();
        this.changes = new LocalChanges(sessions, new ContentEvents(changed::add), ContentEvents.EVENTS, roots);
        this.live = new LiveRuns(runs, sessions, new PendingAssets(catalogs), paths, changed, time);
        this.sweep = new ContentSweep(runs, sessions, retry, roots, time);
        this.time = time;
    }

    /** Stops listening to changes. Runs that have begun continue. */
    @Deactivate
    public void close() {
        closed = true; // without the lock, which a hanging repository may keep
        changes.close();
    }

    /** Does what is due; called each second. */
    @Override
    public synchronized void run() {
        if (!enabled || closed) {
            return;
        }
        attempt("Changed content", () -> {
            if (changes.listen()) {
                mayHaveMissed = true;
                missedSince = time.nanos();
            }
            if (closed) {
                changes.close();
                return false;
            }
            boolean started = live.tick();
            takenUp = live.waiting();
            return started || takenUp == 0;
        });
        attempt("Unprocessed content", () -> {
            sweep.look();
            if (mayHaveMissed && time.isOver(missedSince, BEFORE_THE_FIRST_SWEEP)) {
                missedSince = time.nanos(); // tried again if another node or run is in the way
                mayHaveMissed = !sweep.tick();
            }
            return !mayHaveMissed;
        });
    }

    /** Starts scheduled processing, if it is enabled. */
    void sweep() {
        if (enabled && scheduled) {
            attempt("Scheduled processing", sweep::tick);
        }
    }

    boolean isEnabled() {
        return enabled;
    }

    boolean isScheduled() {
        return enabled && scheduled;
    }

    /** Returns the number of changes of this node that are not processed yet. */
    int waiting() {
        return changed.size() + takenUp;
    }

    /** Returns what could not be done and has not succeeded since, with the reason; empty if all is well. */
    List<String> failures() {
        return failures.entrySet().stream()
                .filter(failure -> !time.isOver(failure.getValue().time(), OLD_FAILURE))
                .map(failure -> failure.getKey() + ": " + failure.getValue().reason())
                .toList();
    }

    @SuppressWarnings("checkstyle:IllegalCatch") // Oak reports failures of its stores as unchecked exceptions, too
    private void attempt(String what, Work work) {
        try {
            if (work.hasSucceeded()) {
                failures.remove(what);
            }
        } catch (CatalogUnavailableException e) {
            LOG.debug("{} waits for the database of the catalog", what, e);
            failures.put(what, new Failure("waits for the database of the catalog", time.nanos(), time.nanos()));
        } catch (RepositoryException | RuntimeException e) {
            noteFailure(what, e);
        }
    }

    /** Logs it once in an hour, as it is tried again each second. */
    private void noteFailure(String what, Exception e) {
        String reason = reason(e);
        long now = time.nanos();
        Failure before = failures.get(what);
        if (before != null && before.reason().equals(reason) && !time.isOver(before.logged(), OLD_FAILURE)) {
            failures.put(what, new Failure(reason, now, before.logged()));
        } else {
            failures.put(what, new Failure(reason, now, now));
            LOG.warn("{} cannot be processed now; it will be retried soon", what, e);
        }
    }

    private static String reason(Exception e) {
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root == e ? String.valueOf(e.getMessage()) : e.getMessage() + ": " + root.getMessage();
    }

    @FunctionalInterface
    private interface Work {
        /** Returns false if there was nothing to do, too. */
        boolean hasSucceeded() throws RepositoryException;
    }
}
