package org.openguides.processing.internal.engine.throttle;

import javax.jcr.RepositoryException;
import javax.jcr.observation.Event;
import javax.jcr.observation.EventIterator;
import javax.jcr.observation.EventListener;

import java.time.Duration;
import java.util.function.LongSupplier;

import org.openguides.processing.internal.log.ServerLog;
import org.slf4j.Logger;

/**
 * Detects that authors change content through this node. A commit counts if its user has sent requests and its user
 * data does not mark it as one of a workflow; commits of service users never count. Examines one event per commit. Safe
 * for use by multiple threads.
 */
final class AuthorCommits implements EventListener {

    private static final Logger LOG = ServerLog.of(AuthorCommits.class);

    /** After a longer pause an author's first commit makes the batches small again. */
    private static final long LATELY = Duration.ofSeconds(5).toNanos();

    /** User data of commits by AEM's workflows and by this bundle. */
    private static final String BY_WORKFLOW = "changedByWorkflowProcess";

    private final ActiveUsers users;
    private final LongSupplier nanoClock;
    private volatile long last;

    /** @param nanoClock monotonic clock in nanoseconds */
    AuthorCommits(ActiveUsers users, LongSupplier nanoClock) {
        this.users = users;
        this.nanoClock = nanoClock;
        this.last = nanoClock.getAsLong() - LATELY;
    }

    /** Returns whether there was such a commit in the last seconds. */
    boolean areRecent() {
        return nanoClock.getAsLong() - last < LATELY;
    }

    /** Oak calls this once for each commit; all events of a commit have the same user and user data. */
    @Override
    public void onEvent(EventIterator events) {
        if (events.hasNext() && isOfAuthor(events.nextEvent())) {
            last = nanoClock.getAsLong();
        }
    }

    private boolean isOfAuthor(Event event) {
        try {
            String user = event.getUserID();
            return user != null && users.isActive(user) && !BY_WORKFLOW.equals(event.getUserData());
        } catch (RepositoryException e) {
            LOG.debug("An event does not tell its user", e);
            return false;
        }
    }
}
