package org.openguides.processing.internal.webhooks;

import javax.jcr.RepositoryException;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;

import org.openguides.processing.api.RunFindings;
import org.openguides.processing.internal.engine.Time;
import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.store.Fence;
import org.slf4j.Logger;

/**
 * Delivers the messages of one webhook at a time: at least once each, those of a run in their order. Safe for use by
 * multiple threads, also on several nodes.
 */
final class Deliveries {

    private static final Logger LOG = ServerLog.of(Deliveries.class);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
    /** Longest pause after which one of the messages that are due is tried with a recipient that was away. */
    private static final Duration LONGEST_ABSENCE = Duration.ofMinutes(1);
    /** After this time a turn ends, and the next one continues. */
    private static final Duration TURN = Duration.ofMinutes(1);

    private final Outbox outbox;
    private final HttpSender sender;
    private final FailureSummary failures;
    private final Time time;
    private final DoubleSupplier random;
    /** The recipients that were away when they were last tried, by the name of the webhook. */
    private final Map<String, Absence> absences = new ConcurrentHashMap<>();

    /**
     * A recipient probably accepts no message.
     *
     * @param tries number of attempts in a row that have failed
     * @param since monotonic time of the last one
     * @param pause until the next one
     */
    private record Absence(int tries, long since, Duration pause) {}

    /** @param random supplies random numbers from 0 to 1 */
    Deliveries(Outbox outbox, HttpSender sender, RunFindings findings, Time time, DoubleSupplier random) {
        this.outbox = outbox;
        this.sender = sender;
        this.failures = new FailureSummary(findings);
        this.time = time;
        this.random = random;
    }

    /**
     * Delivers what is due; once a message has been accepted, the others as well. Ends as soon as the recipient is
     * unavailable, and does nothing during the pause that follows.
     *
     * @param isStopped checked before each message
     */
    void turn(Webhook webhook, BooleanSupplier isStopped) throws RepositoryException {
        Absence absence = absences.get(webhook.name());
        if (absence != null && !time.isOver(absence.since(), absence.pause())) {
            return;
        }
        Turn turn = new Turn(webhook, isStopped);
        if (turn.pass(false)) {
            turn.pass(true);
        }
    }

    private void noteAbsence(Webhook webhook) {
        absences.compute(webhook.name(), (name, before) -> {
            int tries = before == null ? 1 : before.tries() + 1;
            return new Absence(tries, time.nanos(), pause(tries, LONGEST_ABSENCE));
        });
    }

    /** Deliveries to one webhook. For one thread. */
    private final class Turn {

        private final Webhook webhook;
        private final BooleanSupplier isStopped;
        private final long began = time.nanos();
        /** The runs whose next message was not accepted. */
        private final Set<String> refused = new HashSet<>();

        private boolean reached;
        private boolean away;

        Turn(Webhook webhook, BooleanSupplier isStopped) {
            this.webhook = webhook;
            this.isStopped = isStopped;
        }

        /**
         * Tries the messages in their order.
         *
         * @param all whether to try those that are not due
         * @return whether the recipient is available, and some were not due
         */
        boolean pass(boolean all) throws RepositoryException {
            boolean left = false;
            Set<String> blocked = new HashSet<>(refused);
            for (Outbox.Waiting message : outbox.waiting(webhook.name())) {
                if (away || isStopped.getAsBoolean() || time.isOver(began, TURN)) {
                    return false;
                }
                if (blocked.contains(message.runId())) {
                    continue;
                }
                if (!all && !reached && message.nextAt().isAfter(time.now())) {
                    left = true;
                    blocked.add(message.runId());
                } else if (!isDelivered(message)) {
                    refused.add(message.runId());
                    blocked.add(message.runId());
                }
            }
            return reached && left;
        }

        private boolean isDelivered(Outbox.Waiting message) throws RepositoryException {
            String text = message.text();
            String sent = text == null ? failures.message(webhook, message) : text;
            Optional<Fence> fence = outbox.take(message.path(), time.now());
            if (fence.isEmpty()) {
                return false;
            }
            HttpSender.Answer answer = sender.send(webhook, message.id(), sent, time.now());
            Instant now = time.now();
            if (answer.isAccepted()) {
                absences.remove(webhook.name());
                reached = true;
                outbox.delivered(message.path(), fence.get());
                return true;
            }
            LOG.debug("webhook={} message={} is not accepted: {}", webhook.name(), message.id(), answer.problem());
            away = answer.away();
            if (away) {
                noteAbsence(webhook);
            } else {
                absences.remove(webhook.name());
            }
            Instant next = now.plus(pause(message.tries() + 1, LONGEST_PAUSE));
            outbox.failed(message.path(), fence.get(), sent, answer.problem(), now, next);
            return false;
        }
    }

    /** Returns the pause after a number of failed attempts: it grows, and half of it is random. */
    private Duration pause(long failed, Duration longest) {
        Duration most = FIRST_PAUSE;
        for (long i = 1; i < failed && most.compareTo(longest) < 0; i++) {
            most = most.multipliedBy(2);
        }
        long millis = Math.min(most.toMillis(), longest.toMillis());
        return Duration.ofMillis(Math.round(millis * (1 + random.getAsDouble()) / 2));
    }
}
