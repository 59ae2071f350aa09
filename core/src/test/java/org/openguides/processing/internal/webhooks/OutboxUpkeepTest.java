package org.openguides.processing.internal.webhooks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openguides.processing.internal.engine.TestEngine;
import org.openguides.processing.internal.observe.Finding;
import org.openguides.processing.internal.observe.Severity;
import org.openguides.processing.internal.session.Retry;
import org.openguides.processing.internal.store.OutboxEntry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The outbox stays bounded, and administrators see what is in it. */
class OutboxUpkeepTest {

    private static final String URL = "http://127.0.0.1:9/";

    private final TestEngine engine = new TestEngine();
    private final WebhookNode node =
            new WebhookNode(engine, HttpSender.Limits.DEFAULT, new OutboxUpkeep.Limits(4, 3, Duration.ofDays(30)));

    @AfterEach
    void nothingIsLeftOpen() {
        node.close();
        assertEquals(0, engine.oak.openSessions());
        engine.oak.close();
    }

    private void runs(int count) throws Exception {
        engine.files(1);
        for (int i = 0; i < count; i++) {
            engine.coordinate(engine.start(engine.request("/content/dam")));
            engine.clock.forward(Duration.ofSeconds(1));
        }
    }

    private void tidy() throws Exception {
        node.upkeep.tidy(node.registry.all());
    }

    private List<Boolean> dead(String recipient) throws Exception {
        List<Boolean> dead = new ArrayList<>();
        for (OutboxEntry entry : node.entries(recipient)) {
            dead.add(entry.deadAt() != null);
        }
        return dead;
    }

    @Test
    void theOldestOfTooManyMessagesAreGivenUp() throws Exception {
        node.configure("test", URL, Map.of());
        runs(3);
        tidy();
        assertEquals(List.of(true, true, false, false, false, false), dead("test"));
    }

    @Test
    void theOldestOfTooManyDeadLettersAreRemoved() throws Exception {
        node.configure("test", URL, Map.of());
        runs(2);
        engine.clock.forward(Duration.ofDays(1));
        tidy();
        assertEquals(List.of(true, true, true), dead("test"));
    }

    @Test
    void oldDeadLettersAreRemoved() throws Exception {
        node.configure("test", URL, Map.of());
        runs(1);
        engine.clock.forward(Duration.ofDays(1));
        tidy();
        assertEquals(List.of(true, true), dead("test"));
        engine.clock.forward(Duration.ofDays(31));
        tidy();
        assertEquals(List.of(), dead("test"));
    }

    @Test
    void nothingIsLeftOfAWebhookThatWasRemoved() throws Exception {
        WebhookNode other = new WebhookNode(engine);
        other.configure("removed", URL, Map.of());
        runs(1);
        tidy();
        assertEquals(List.of(false, false), dead("removed"));
        engine.clock.forward(Duration.ofDays(1));
        tidy();
        assertEquals(List.of(true, true), dead("removed"));
        engine.clock.forward(Duration.ofDays(31));
        tidy();
        assertFalse(engine.session().nodeExists(OutboxEntry.ROOT + "/removed"));
        other.close();
    }

    @Test
    void theCheckNamesRecipientsThatGetNothing() throws Exception {
        WebhooksCheck check = new WebhooksCheck(
                engine.oak.sessions(), new Retry(Retry.Policy.DEFAULT), node.registry, engine.clock.time());
        node.configure("test", URL, Map.of());
        assertEquals(List.of(Finding.ok("All messages are delivered.")), check.look());
        runs(1);
        node.turn();
        assertEquals(List.of(Finding.ok("All messages are delivered.")), check.look(), "it may be restarting");
        engine.clock.forward(Duration.ofMinutes(16));
        Finding late = check.look().get(0);
        assertEquals(Severity.WARN, late.severity());
        assertTrue(late.message()
                .startsWith("Webhook \"test\" has not accepted a message that has been waiting since"
                        + " 2026-03-04T12:00:00Z: the connection failed"));
        engine.clock.forward(Duration.ofDays(1));
        tidy();
        Finding dead = check.look().get(0);
        assertEquals(Severity.WARN, dead.severity());
        assertTrue(dead.message().startsWith("Messages of webhook \"test\" could not be delivered"));
    }

    @Test
    void theCheckTellsAWebhookThatIsNotUsedFromOneThatHasNotBeenTried() throws Exception {
        WebhooksCheck check = new WebhooksCheck(
                engine.oak.sessions(), new Retry(Retry.Policy.DEFAULT), node.registry, engine.clock.time());
        WebhookNode other = new WebhookNode(engine);
        other.configure("removed", URL, Map.of());
        runs(1);
        engine.outbox = new RunMessages(node.registry);
        node.configure("test", URL, Map.of());
        runs(1);
        engine.clock.forward(Duration.ofMinutes(16));
        List<String> messages = check.look().stream().map(Finding::message).toList();
        assertEquals(2, messages.size());
        assertTrue(messages.get(0).startsWith("Webhook \"removed\" "), messages.get(0));
        assertTrue(messages.get(0).endsWith(": the webhook is not in use."), messages.get(0));
        assertTrue(messages.get(1).startsWith("Webhook \"test\" "), messages.get(1));
        assertTrue(messages.get(1).endsWith(": it has not been tried yet."), messages.get(1));
        other.close();
    }

    @Test
    void theCheckReportsInvalidConfigurations() {
        WebhooksCheck check = new WebhooksCheck(
                engine.oak.sessions(), new Retry(Retry.Policy.DEFAULT), node.registry, engine.clock.time());
        node.registry.bind(Configs.webhook(Map.of("secret", "short")), Map.of());
        assertEquals(
                List.of(Finding.critical("Webhook \"test\" is not used: secret must have at least 16 characters.")),
                check.look());
    }

    @Test
    void jmxShowsWhatWaitsAndRetriesDeadLetters() throws Exception {
        Webhooks bean = new Webhooks(engine.oak.sessions(), new Retry(Retry.Policy.DEFAULT), node.registry);
        node.configure("test", URL, Map.of());
        runs(1);
        assertEquals(List.of("test http://127.0.0.1:9"), List.of(bean.getWebhooks()));
        assertEquals(2, bean.getWaiting());
        assertEquals(0, bean.getDeadLetters().length);
        engine.clock.forward(Duration.ofDays(1));
        tidy();
        assertEquals(0, bean.getWaiting());
        assertEquals(2, bean.getDeadLetters().length);
        assertTrue(bean.getDeadLetters()[0].startsWith("webhook=test message="), bean.getDeadLetters()[0]);
        assertFalse(bean.getDeadLetters()[0].contains(Configs.SECRET));
        assertEquals(2, bean.retryDeadLetters());
        assertEquals(2, bean.getWaiting());
    }
}
