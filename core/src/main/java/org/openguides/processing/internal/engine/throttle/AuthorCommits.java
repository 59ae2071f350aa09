package org.openguides.processing.internal.engine.throttle;

import javax.jcr.RepositoryException;
import javax.jcr.observation.Event;
import javax.jcr.observation.EventIterator;
import javax.jcr.observation.EventListener;

import java.time.Duration;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers when an author last changed content through this node: a commit counts if its user sends requests, and if it does not
 * say itself that a workflow made it. What service users commit counts for nothing, be it ours or AEM's. Looks at one event for
 * each commit. Safe for use by many threads.
 */
final class AuthorCommits implements EventListener {

    private static final Logger LOG = LoggerFactory.getLogger(AuthorCommits.class);

    /** An author who saves again after a longer time finds small commits again after the first save. */
    private static final long LATELY = Duration.ofSeconds(5).toNanos();

    /** What AEM's workflows and we ourselves say of commits. */
    private static final String BY_WORKFLOW = "changedByWorkflowProcess";

    private final ActiveUsers users;
    private final LongSupplier nanoClock;
    private volatile long last;

    /**
     * @param nanoClock tells the time in nanoseconds since any moment
     */
    AuthorCommits(ActiveUsers users, LongSupplier nanoClock) {
        this.users = users;
        this.nanoClock = nanoClock;
        this.last = nanoClock.getAsLong() - LATELY;
    }

    /** Whether there has been one in the last seconds. */
    boolean areRecent() {
        return nanoClock.getAsLong() - last < LATELY;
    }

    /** Oak calls once for each commit, and tells the same user and the same user data with all of its events. */
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
            LOG.debug("An event does not say who has caused it", e);
            return false;
        }
    }
}
