package org.openguides.processing.internal.webhooks;

import javax.jcr.RepositoryException;
import javax.net.ssl.SSLSocketFactory;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.openguides.processing.internal.engine.TestEngine;
import org.openguides.processing.internal.session.Retry;
import org.openguides.processing.internal.store.OutboxEntry;
import org.openguides.processing.internal.store.StoredFindings;

/** What delivers messages on one node, on the repository of an engine. */
final class WebhookNode implements AutoCloseable {

    static final HttpSender.Limits QUICK = new HttpSender.Limits(Duration.ofSeconds(5), Duration.ofSeconds(1));

    final WebhookRegistry registry = new WebhookRegistry();
    final HttpSender http;
    final Deliveries deliveries;
    final OutboxUpkeep upkeep;
    private final TestEngine engine;

    WebhookNode(TestEngine engine) {
        this(engine, HttpSender.Limits.DEFAULT, OutboxUpkeep.Limits.DEFAULT);
    }

    WebhookNode(TestEngine engine, HttpSender.Limits limits, OutboxUpkeep.Limits bounds) {
        this.engine = engine;
        Retry retry = new Retry(Retry.Policy.DEFAULT);
        http = new HttpSender(InetAddress::getAllByName, (SSLSocketFactory) SSLSocketFactory.getDefault(), limits);
        deliveries = new Deliveries(
                new Outbox(engine.oak.sessions(), retry),
                http,
                new StoredFindings(engine.oak.sessions()),
                engine.clock.time(),
                () -> 0.5);
        upkeep = new OutboxUpkeep(engine.oak.sessions(), retry, engine.clock.time(), bounds);
        engine.outbox = new RunMessages(registry);
    }

    /** Configures a webhook. */
    Webhook configure(String name, String url, Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(more);
        properties.put("name", name);
        properties.put("url", url);
        ConfiguredWebhook configured = Configs.webhook(properties);
        registry.bind(configured, Map.of());
        return configured.webhook().orElseThrow();
    }

    /** Gives each webhook one turn. */
    void turn() throws RepositoryException {
        for (Webhook webhook : registry.all()) {
            deliveries.turn(webhook, () -> false);
        }
    }

    /** Returns the messages in the outbox of a recipient. */
    List<OutboxEntry> entries(String recipient) throws RepositoryException {
        return OutboxEntry.all(engine.session(), recipient);
    }

    @Override
    public void close() {
        http.close();
    }
}
