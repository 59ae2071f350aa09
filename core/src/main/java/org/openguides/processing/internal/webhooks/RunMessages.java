package org.openguides.processing.internal.webhooks;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunType;
import org.openguides.processing.internal.engine.RunOutbox;
import org.openguides.processing.internal.store.OutboxEntry;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Writes the messages about runs to the outbox, one for each webhook that wants their type. */
@Component(service = RunOutbox.class)
public final class RunMessages implements RunOutbox {

    private final WebhookRegistry webhooks;

    @Activate
    public RunMessages(@Reference(name = "webhooks") WebhookRegistry webhooks) {
        this.webhooks = webhooks;
    }

    @Override
    public boolean isOpen() {
        return !webhooks.all().isEmpty();
    }

    @Override
    public void started(Session session, Run run) throws RepositoryException {
        add(session, run, EventType.RUN_STARTED);
    }

    /** A run that writes nothing to the content fails no asset. */
    @Override
    public void ended(Session session, Run run) throws RepositoryException {
        add(session, run, EventType.RUN_ENDED);
        boolean processes =
                run.request().type() == RunType.PROCESS && !run.request().dryRun();
        if (processes && run.counts().failed() > 0) {
            add(session, run, EventType.ASSET_FAILED);
        }
    }

    private void add(Session session, Run run, EventType type) throws RepositoryException {
        String id = UUID.randomUUID().toString();
        Instant now = run.updatedAt();
        for (Webhook webhook : webhooks.all()) {
            if (webhook.wants(type, run)) {
                @Nullable
                String text = type == EventType.ASSET_FAILED ? null : CloudEvent.ofRun(webhook, type, id, now, run);
                OutboxEntry.add(
                        session,
                        webhook.name(),
                        new OutboxEntry.Message(
                                id,
                                type.text(),
                                run.id(),
                                type.position(),
                                text,
                                run.counts().failed()),
                        now);
            }
        }
    }
}
