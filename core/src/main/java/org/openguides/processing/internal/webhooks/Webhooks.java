package org.openguides.processing.internal.webhooks;

import javax.jcr.RepositoryException;

import java.util.List;

import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.internal.engine.Time;
import org.openguides.processing.internal.session.Retry;
import org.openguides.processing.internal.session.ServiceSessions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Publishes the state of the webhooks in JMX, and retries dead letters. */
@Component(service = WebhooksMBean.class, property = "jmx.objectname=org.openguides:type=Webhooks")
public final class Webhooks implements WebhooksMBean {

    private final WebhookRegistry registry;
    private final OutboxUpkeep upkeep;

    @Activate
    public Webhooks(
            @Reference(name = "sessions") ServiceSessions sessions,
            @Reference(name = "retry") Retry retry,
            @Reference(name = "webhooks") WebhookRegistry webhooks) {
        registry = webhooks;
        upkeep = new OutboxUpkeep(sessions, retry, Time.system(), OutboxUpkeep.Limits.DEFAULT);
    }

    @Override
    public String[] getWebhooks() {
        return registry.all().stream().map(Webhook::toString).toArray(String[]::new);
    }

    @Override
    public int getWaiting() {
        return standings().stream().mapToInt(OutboxUpkeep.Standing::waiting).sum();
    }

    @Override
    public String[] getDeadLetters() {
        return standings().stream()
                .flatMap(standing -> standing.dead().stream())
                .toArray(String[]::new);
    }

    private List<OutboxUpkeep.Standing> standings() {
        try {
            return upkeep.standings();
        } catch (RepositoryException e) {
            throw new ProcessingException("the outbox cannot be read", e);
        }
    }

    @Override
    public int retryDeadLetters() {
        try {
            return upkeep.revive();
        } catch (RepositoryException e) {
            throw new ProcessingException("the dead letters cannot be changed", e);
        }
    }
}
