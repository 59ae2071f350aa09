package org.openguides.processing.internal.webhooks;

import javax.jcr.RepositoryException;
import javax.net.ssl.SSLSocketFactory;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;

import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.api.RunFindings;
import org.openguides.processing.internal.engine.Time;
import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.session.Retry;
import org.openguides.processing.internal.session.ServiceSessions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;

/**
 * Scheduled task that delivers the messages of the outbox, on one node of the cluster. During a topology change there
 * may be two; then each message is still delivered by one of them, or rarely by both.
 */
@Component(
        service = Runnable.class,
        property = {"scheduler.period:Long=5", "scheduler.concurrent:Boolean=false", "scheduler.runOn=SINGLE"})
public final class WebhookTask implements Runnable {

    private static final Logger LOG = ServerLog.of(WebhookTask.class);
    private static final Duration UPKEEP = Duration.ofHours(1);

    private final WebhookRegistry webhooks;
    private final WebhookSender sender;
    private final OutboxUpkeep upkeep;
    private final Time time = Time.system();
    private long tidied = time.nanos() - UPKEEP.toNanos();

    @Activate
    public WebhookTask(
            @Reference(name = "sessions") ServiceSessions sessions,
            @Reference(name = "retry") Retry retry,
            @Reference(name = "findings") RunFindings findings,
            @Reference(name = "webhooks") WebhookRegistry webhooks) {
        this.webhooks = webhooks;
        HttpSender http = new HttpSender(
                InetAddress::getAllByName, (SSLSocketFactory) SSLSocketFactory.getDefault(), HttpSender.Limits.DEFAULT);
        Deliveries deliveries =
                new Deliveries(new Outbox(sessions, retry), http, findings, time, new SecureRandom()::nextDouble);
        sender = new WebhookSender(webhooks, deliveries, http);
        upkeep = new OutboxUpkeep(sessions, retry, time, OutboxUpkeep.Limits.DEFAULT);
    }

    @Deactivate
    void stop() {
        sender.close();
    }

    /** Costs nothing while no webhook is configured, except once an hour. */
    @Override
    public void run() {
        try {
            if (time.isOver(tidied, UPKEEP)) {
                tidied = time.nanos();
                upkeep.tidy(webhooks.all());
            }
        } catch (RepositoryException | ProcessingException | IllegalStateException e) {
            LOG.warn("The outbox cannot be tidied; retrying in an hour", e);
        }
        sender.turns();
    }
}
