package org.openguides.processing.internal.webhooks;

import javax.jcr.InvalidItemStateException;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.engine.Time;
import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.session.Retry;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.session.ServiceUser;
import org.openguides.processing.internal.store.OutboxEntry;
import org.slf4j.Logger;

/**
 * Keeps the outbox bounded: gives up messages that have waited too long or are too many, also those of webhooks that are
 * no longer in use, and removes old dead letters. Safe for use by multiple threads.
 */
final class OutboxUpkeep {

    private static final Logger LOG = ServerLog.of(OutboxUpkeep.class);

    private final ServiceSessions sessions;
    private final Retry retry;
    private final Time time;
    private final Limits limits;

    /**
     * Limits for each recipient.
     *
     * @param waiting maximum number of messages that are not dead letters
     * @param dead    maximum number of dead letters
     * @param kept    how long a dead letter is kept
     */
    record Limits(int waiting, int dead, Duration kept) {

        static final Limits DEFAULT = new Limits(1_000, 200, Duration.ofDays(30));
    }

    OutboxUpkeep(ServiceSessions sessions, Retry retry, Time time, Limits limits) {
        this.sessions = sessions;
        this.retry = retry;
        this.time = time;
        this.limits = limits;
    }

    /** Applies the limits, in one commit for each recipient. */
    void tidy(List<Webhook> inUse) throws RepositoryException {
        Set<String> names = inUse.stream().map(Webhook::name).collect(Collectors.toSet());
        try (ServiceSession session = sessions.open(ServiceUser.WORKER)) {
            for (String recipient : OutboxEntry.recipients(session.jcr())) {
                tidy(session.jcr(), recipient, names.contains(recipient));
            }
        }
    }

    /** On a conflict the next sweep continues. */
    private void tidy(Session session, String recipient, boolean inUse) throws RepositoryException {
        try {
            List<String> news = apply(OutboxEntry.all(session, recipient));
            String folder = OutboxEntry.ROOT + "/" + recipient;
            if (!inUse && session.nodeExists(folder) && !session.getNode(folder).hasNodes()) {
                session.getNode(folder).remove();
            }
            session.save();
            news.forEach(line -> LOG.warn("{}", line));
        } catch (InvalidItemStateException e) {
            LOG.debug("The outbox of {} has been changed meanwhile", recipient, e);
            session.refresh(false);
        }
    }

    private List<String> apply(List<OutboxEntry> entries) throws RepositoryException {
        Instant now = time.now();
        List<OutboxEntry> waiting = new ArrayList<>();
        List<OutboxEntry> dead = new ArrayList<>();
        for (OutboxEntry entry : entries) {
            (entry.deadAt() == null ? waiting : dead).add(entry);
        }
        List<String> news = new ArrayList<>();
        int tooMany = waiting.size() - limits.waiting();
        for (OutboxEntry entry : waiting) {
            if (!entry.isLeased(now) && (Outbox.isOver(entry, now) || tooMany > 0)) {
                tooMany--;
                dead.add(entry);
                news.add(Outbox.giveUp(entry, now));
            }
        }
        int surplus = dead.size() - limits.dead();
        for (OutboxEntry entry : dead) {
            Instant deadAt = entry.deadAt();
            if (surplus > 0 || (deadAt != null && deadAt.plus(limits.kept()).isBefore(now))) {
                surplus--;
                entry.remove();
            }
        }
        return news;
    }

    /** Delivers all dead letters again, for another day; returns their number. */
    int revive() throws RepositoryException {
        try (ServiceSession session = sessions.open(ServiceUser.WORKER)) {
            return retry.<Integer, RepositoryException>onConflict(session.jcr(), () -> {
                int revived = 0;
                for (String each : OutboxEntry.recipients(session.jcr())) {
                    for (OutboxEntry entry : OutboxEntry.all(session.jcr(), each)) {
                        if (entry.deadAt() != null) {
                            entry.revive(time.now());
                            revived++;
                        }
                    }
                }
                session.jcr().save();
                return revived;
            });
        }
    }

    /**
     * The state of the messages of one recipient.
     *
     * @param recipient name of the recipient
     * @param waiting   number of messages that are not dead letters
     * @param since     when the oldest of them was added; null if there is none
     * @param problem   why its last attempt failed; empty if none has
     * @param dead      descriptions of the dead letters, oldest first
     */
    record Standing(String recipient, int waiting, @Nullable Instant since, String problem, List<String> dead) {

        Standing {
            dead = List.copyOf(dead);
        }
    }

    /** Returns the state of each recipient that has messages, by name. */
    List<Standing> standings() throws RepositoryException {
        try (ServiceSession session = sessions.open(ServiceUser.READER)) {
            List<Standing> standings = new ArrayList<>();
            for (String recipient : OutboxEntry.recipients(session.jcr())) {
                Standing standing = standing(recipient, OutboxEntry.all(session.jcr(), recipient));
                if (standing.waiting() > 0 || !standing.dead().isEmpty()) {
                    standings.add(standing);
                }
            }
            return standings;
        }
    }

    private static Standing standing(String recipient, List<OutboxEntry> entries) throws RepositoryException {
        List<String> dead = new ArrayList<>();
        List<OutboxEntry> waiting = new ArrayList<>();
        for (OutboxEntry entry : entries) {
            if (entry.deadAt() == null) {
                waiting.add(entry);
            } else {
                dead.add(Outbox.describe(entry));
            }
        }
        return waiting.isEmpty()
                ? new Standing(recipient, 0, null, "", dead)
                : new Standing(
                        recipient,
                        waiting.size(),
                        waiting.get(0).since(),
                        waiting.get(0).problem(),
                        dead);
    }
}
