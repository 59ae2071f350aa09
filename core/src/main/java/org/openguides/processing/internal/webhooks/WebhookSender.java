package org.openguides.processing.internal.webhooks;

import javax.jcr.RepositoryException;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.internal.log.ServerLog;
import org.slf4j.Logger;

/**
 * Gives each webhook its turn in a thread of its own, so that a slow recipient delays no other one. The threads end
 * when there is nothing to deliver, and are never interrupted. Safe for use by multiple threads.
 */
final class WebhookSender implements AutoCloseable {

    private static final Logger LOG = ServerLog.of(WebhookSender.class);

    /** Further webhooks get their turn when one of these has ended. */
    private static final int THREADS = 16;

    private static final Duration IDLE = Duration.ofSeconds(10);

    private final WebhookRegistry webhooks;
    private final Deliveries deliveries;
    private final HttpSender http;
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private final AtomicInteger threads = new AtomicInteger();
    private final ThreadPoolExecutor executor;
    /** Webhooks whose last turn has failed. */
    private final Set<String> failing = ConcurrentHashMap.newKeySet();

    private volatile boolean stopped;

    WebhookSender(WebhookRegistry webhooks, Deliveries deliveries, HttpSender http) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.http = http;
        this.executor = new ThreadPoolExecutor(
                0, THREADS, IDLE.toSeconds(), TimeUnit.SECONDS, new SynchronousQueue<>(), run -> {
                    Thread thread = new Thread(run, "openguides-webhook-" + threads.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Starts a turn of each webhook that has none at the moment; does not wait. */
    void turns() {
        for (Webhook webhook : webhooks.all()) {
            if (busy.add(webhook.name())) {
                try {
                    executor.execute(() -> turn(webhook));
                } catch (RejectedExecutionException e) {
                    LOG.debug("{} gets its turn later", webhook, e);
                    busy.remove(webhook.name());
                }
            }
        }
    }

    /** Returns whether no webhook has its turn. */
    boolean isIdle() {
        return busy.isEmpty();
    }

    private void turn(Webhook webhook) {
        try {
            deliveries.turn(webhook, () -> stopped);
            if (failing.remove(webhook.name())) {
                LOG.info("The messages of {} can be delivered again", webhook);
            }
        } catch (RepositoryException | ProcessingException | IllegalStateException | RejectedExecutionException e) {
            failed(webhook, e);
        } finally {
            busy.remove(webhook.name());
        }
    }

    /** A repository that is unavailable fails each turn, but is worth one warning only. */
    private void failed(Webhook webhook, Throwable cause) {
        if (failing.add(webhook.name())) {
            LOG.warn("The messages of {} cannot be delivered now; retrying until it works again", webhook, cause);
        } else {
            LOG.debug("The messages of {} cannot be delivered yet", webhook, cause);
        }
    }

    /** Ends the turns after their present message, and waits for that as long as an exchange may take. */
    @Override
    public void close() {
        stopped = true;
        executor.shutdown();
        try {
            if (!executor.awaitTermination(HttpSender.Limits.DEFAULT.total().toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("A message is still being delivered; it will be delivered again");
            }
        } catch (InterruptedException e) {
            LOG.debug("Stops waiting for deliveries", e);
            Thread.currentThread().interrupt();
        }
        http.close();
    }
}
