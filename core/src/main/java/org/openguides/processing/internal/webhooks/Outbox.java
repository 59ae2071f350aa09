package org.openguides.processing.internal.webhooks;

import javax.jcr.InvalidItemStateException;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.session.Retry;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.session.ServiceUser;
import org.openguides.processing.internal.store.Fence;
import org.openguides.processing.internal.store.OutboxEntry;
import org.openguides.processing.internal.store.SupersededException;
import org.slf4j.Logger;

/** The messages of the outbox and their state of delivery. Safe for use by multiple threads. */
final class Outbox {

    private static final Logger LOG = ServerLog.of(Outbox.class);

    /** How long the delivery of a message is tried before it becomes a dead letter. */
    static final Duration DELIVERY = Duration.ofDays(1);
    /** Much longer than an attempt, as nodes compare it with their own clocks. */
    private static final Duration LEASE = Duration.ofMinutes(1);

    private final ServiceSessions sessions;
    private final Retry retry;

    Outbox(ServiceSessions sessions, Retry retry) {
        this.sessions = sessions;
        this.retry = retry;
    }

    /**
     * A message that has not been delivered.
     *
     * @param path   path of its node
     * @param id     its id
     * @param type   its type, which may be one of another version
     * @param runId  id of its run
     * @param text   what is sent; null if that is still to be determined
     * @param failed number of failed assets that it is about
     * @param at     when it was added
     * @param nextAt when it is due
     * @param tries  number of failed attempts
     */
    record Waiting(
            String path,
            String id,
            String type,
            String runId,
            @Nullable String text,
            long failed,
            Instant at,
            Instant nextAt,
            long tries) {}

    /** Returns the messages that a recipient has not got yet, oldest first, including those that a node is delivering. */
    List<Waiting> waiting(String recipient) throws RepositoryException {
        try (ServiceSession session = sessions.open(ServiceUser.WORKER)) {
            List<Waiting> waiting = new ArrayList<>();
            for (OutboxEntry entry : OutboxEntry.all(session.jcr(), recipient)) {
                if (entry.deadAt() == null) {
                    waiting.add(new Waiting(
                            entry.node().getPath(),
                            entry.id(),
                            entry.type(),
                            entry.runId(),
                            entry.text(),
                            entry.failed(),
                            entry.createdAt(),
                            entry.nextAt(),
                            entry.tries()));
                }
            }
            return waiting;
        }
    }

    /** Reserves a message for this node; returns empty if it is being delivered or has been. */
    Optional<Fence> take(String path, Instant now) throws RepositoryException {
        try (ServiceSession session = sessions.open(ServiceUser.WORKER)) {
            Session jcr = session.jcr();
            if (!jcr.nodeExists(path)) {
                return Optional.empty();
            }
            OutboxEntry entry = OutboxEntry.of(jcr.getNode(path));
            if (entry.deadAt() != null || entry.isLeased(now)) {
                return Optional.empty();
            }
            Fence fence = Fence.seize(entry.node());
            entry.lease(now.plus(LEASE));
            jcr.save();
            fence.saved();
            return Optional.of(fence);
        } catch (InvalidItemStateException e) {
            LOG.debug("{} has been taken by another node", path, e);
            return Optional.empty();
        }
    }

    /** Removes a message that has been delivered. */
    void delivered(String path, Fence fence) throws RepositoryException {
        settle(path, fence, entry -> {
            entry.remove();
            return "";
        });
    }

    /**
     * Records a failed attempt; after a day the message becomes a dead letter, which is logged.
     *
     * @param text    what was sent
     * @param problem why it failed
     * @param next    time of the next attempt
     */
    void failed(String path, Fence fence, String text, String problem, Instant now, Instant next)
            throws RepositoryException {
        String news = settle(path, fence, entry -> {
            entry.failed(problem, next);
            entry.setText(text);
            return isOver(entry, now) ? giveUp(entry, now) : "";
        });
        if (!news.isEmpty()) {
            LOG.warn("{}", news);
        }
    }

    @FunctionalInterface
    private interface Change {
        /** Changes a message; returns what is to be logged, empty for nothing. */
        String apply(OutboxEntry entry) throws RepositoryException;
    }

    /** Does nothing if another node has taken the message meanwhile: it is delivered twice then. */
    private String settle(String path, Fence fence, Change change) throws RepositoryException {
        try (ServiceSession session = sessions.open(ServiceUser.WORKER)) {
            Session jcr = session.jcr();
            return retry.<String, SupersededException>onConflict(jcr, () -> {
                if (!jcr.nodeExists(path)) {
                    return "";
                }
                OutboxEntry entry = OutboxEntry.of(jcr.getNode(path));
                fence.pass(entry.node());
                String news = change.apply(entry);
                jcr.save();
                return news;
            });
        } catch (SupersededException e) {
            LOG.debug("{} has been taken by another node", path, e);
            return "";
        }
    }

    /** Returns whether the time for the delivery of a message is over. */
    static boolean isOver(OutboxEntry entry, Instant now) throws RepositoryException {
        return !entry.since().plus(DELIVERY).isAfter(now);
    }

    /** Makes a message a dead letter; returns what is to be logged once that is saved. */
    static String giveUp(OutboxEntry entry, Instant now) throws RepositoryException {
        entry.giveUp(now);
        return "A message could not be delivered and is kept as a dead letter: " + describe(entry);
    }

    /** Returns one line for administrators, without the content of the message. */
    static String describe(OutboxEntry entry) throws RepositoryException {
        String problem = entry.problem().isEmpty() ? "it has not been tried" : entry.problem();
        return "webhook=" + entry.node().getParent().getName() + " message=" + entry.id() + " type="
                + Printable.of(entry.type()) + " runId=" + entry.runId() + " createdAt=" + entry.createdAt()
                + " attempts=" + entry.tries() + " problem=" + problem;
    }
}
