package org.openguides.processing.internal.webhooks;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openguides.processing.internal.engine.TestEngine;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** Several recipients at a time. */
@Timeout(60)
class WebhookSenderTest {

    private final TestEngine engine = new TestEngine();
    private final WebhookNode node = new WebhookNode(engine);
    private final WebhookSender underTest = new WebhookSender(node.registry, node.deliveries, node.http);

    @AfterEach
    void nothingIsLeftOpen() {
        underTest.close();
        assertEquals(0, engine.oak.openSessions());
        // a pool has ended a moment before its last thread
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("openguides-webhook-") && thread.isAlive()));
        engine.oak.close();
    }

    @Test
    void aRecipientThatHangsDelaysNoOther() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (Receiver hanging = new Receiver();
                Receiver healthy = new Receiver()) {
            hanging.before = () -> await().until(() -> end.getCount() == 0);
            node.configure("a-hanging", hanging.url(), Map.of());
            node.configure("healthy", healthy.url(), Map.of());
            engine.files(1);
            engine.coordinate(engine.start(engine.request("/content/dam")));
            underTest.turns();
            await().until(() -> !hanging.all.isEmpty());
            underTest.turns();
            await().until(() -> healthy.accepted.size() == 2);
            assertEquals(1, hanging.all.size(), "it is being waited for");
            assertEquals(List.of(), hanging.accepted);
            end.countDown();
            await().until(() -> hanging.accepted.size() == 2);
        }
    }

    @Test
    void messagesAreDeliveredOnceTheRepositoryIsBack() throws Exception {
        try (Receiver receiver = new Receiver()) {
            node.configure("test", receiver.url(), Map.of());
            engine.files(1);
            engine.coordinate(engine.start(engine.request("/content/dam")));
            engine.oak.cutOffAfter(0);
            for (int turn = 0; turn < 3; turn++) {
                underTest.turns();
                await().until(underTest::isIdle);
            }
            assertEquals(List.of(), receiver.all);
            engine.oak.makeRoom();
            underTest.turns();
            await().until(() -> receiver.accepted.size() == 2);
        }
    }

    @Test
    void theMessageInHandIsDeliveredWhenTheNodeStops() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (Receiver receiver = new Receiver()) {
            receiver.before = () -> await().until(() -> end.getCount() == 0);
            node.configure("test", receiver.url(), Map.of());
            engine.files(1);
            engine.coordinate(engine.start(engine.request("/content/dam")));
            underTest.turns();
            await().until(() -> !receiver.all.isEmpty());
            Thread closing = new Thread(underTest::close);
            closing.start();
            await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
            end.countDown();
            closing.join();
            assertEquals(1, receiver.accepted.size());
            assertEquals(1, node.entries("test").size(), "the next one is left to another node");
        }
    }
}
