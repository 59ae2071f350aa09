package org.openguides.processing.internal.webhooks;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openguides.processing.api.FileType;
import org.openguides.processing.internal.engine.TestEngine;
import org.openguides.processing.internal.store.OutboxEntry;
import org.openguides.processing.spi.ItemResult;
import org.openguides.processing.testing.LaterVersion;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Messages go from runs on a real Oak to a real HTTP server; only the clock is the test's. */
@Timeout(120)
class DeliveriesTest {

    private static final String STARTED = EventType.RUN_STARTED.text();
    private static final String ENDED = EventType.RUN_ENDED.text();
    private static final String FAILED = EventType.ASSET_FAILED.text();

    private final TestEngine engine = new TestEngine();
    private final Receiver receiver = new Receiver();
    private final WebhookNode node = new WebhookNode(engine);
    private Webhook webhook;

    @BeforeEach
    void configure() {
        webhook = node.configure("test", receiver.url(), Map.of());
        engine.files(3);
    }

    @AfterEach
    void nothingIsLeftOpen() {
        node.close();
        receiver.close();
        assertEquals(0, engine.oak.openSessions());
        engine.oak.close();
    }

    private String run() throws Exception {
        String id = engine.start(engine.request("/content/dam"));
        engine.coordinate(id);
        return id;
    }

    @Test
    void aRecipientIsToldOfStartAndEndInThisOrder() throws Exception {
        String id = run();
        node.turn();
        assertEquals(List.of(STARTED, ENDED), receiver.types());
        for (Receiver.Received got : receiver.accepted) {
            assertEquals(id, got.event().get("subject").getAsString());
            assertEquals(id, got.data().get("processingId").getAsString());
            assertEquals(got.id(), got.header("OpenGuides-Id"));
        }
        assertEquals("WAITING", receiver.accepted.get(0).data().get("status").getAsString());
        assertEquals("SUCCESS", receiver.accepted.get(1).data().get("status").getAsString());
        assertEquals(3, receiver.accepted.get(1).data().get("succeededCount").getAsInt());
        assertEquals(List.of(), node.entries("test"));

        node.turn();
        assertEquals(2, receiver.all.size());
    }

    @Test
    void failedAssetsAreSummedUpByReasonWithoutPaths() throws Exception {
        engine.results.put("/content/dam/f000.dita", ItemResult.failure(FileType.DITA_TOPIC, "broken"));
        engine.results.put("/content/dam/f002.dita", ItemResult.failure(FileType.DITA_TOPIC, "broken, too"));
        run();
        node.turn();
        assertEquals(List.of(STARTED, ENDED, FAILED), receiver.types());
        Receiver.Received got = receiver.accepted.get(2);
        assertEquals(2, got.data().get("failedCount").getAsInt());
        assertEquals("{\"other\":2}", got.data().get("failedByReason").toString());
        assertTrue(got.data().get("complete").getAsBoolean());
        receiver.accepted.forEach(each -> assertFalse(
                each.event().toString().contains("/content/dam")
                        || each.event().toString().contains("admin"),
                each.event().toString()));
    }

    /** Else it would have another content than the first attempt, of which the recipient may know. */
    @Test
    void theSummaryIsMadeOnce() throws Exception {
        engine.results.put("/content/dam/f000.dita", ItemResult.failure(FileType.DITA_TOPIC, "broken"));
        String id = run();
        receiver.before = () -> receiver.status =
                receiver.all.get(receiver.all.size() - 1).type().equals(FAILED) ? 500 : 204;
        node.turn();
        assertEquals(List.of(STARTED, ENDED), receiver.types());

        engine.lifecycle().delete(id, "admin");
        receiver.before = () -> receiver.status = 204;
        engine.clock.forward(Duration.ofMinutes(1));
        node.turn();
        assertEquals(List.of(STARTED, ENDED, FAILED), receiver.types());
        assertEquals(receiver.all.get(2).event(), receiver.accepted.get(2).event());
        assertEquals(
                "{\"other\":1}",
                receiver.accepted.get(2).data().get("failedByReason").toString());
    }

    @Test
    void detailsAreSentIfTheAdministratorWantsThat() throws Exception {
        node.configure("details", receiver.url(), Map.of("details", true));
        engine.results.put("/content/dam/f000.dita", ItemResult.failure(FileType.DITA_TOPIC, "broken"));
        run();
        for (Webhook each : node.registry.all()) {
            if (each.details()) {
                node.deliveries.turn(each, () -> false);
            }
        }
        assertEquals(
                "[\"/content/dam\"]",
                receiver.accepted.get(0).data().get("paths").toString());
        assertEquals("admin", receiver.accepted.get(0).data().get("createdBy").getAsString());
        assertEquals(
                "1 of 3 assets failed",
                receiver.accepted.get(1).data().get("comments").getAsString());
        assertEquals(
                "[{\"path\":\"/content/dam/f000.dita\",\"reason\":\"other\",\"message\":\"broken\"}]",
                receiver.accepted.get(2).data().get("assets").toString());
    }

    @Test
    void aRedirectIsNotFollowedAndTheMessageIsDeliveredLater() throws Exception {
        try (Receiver inside = new Receiver()) {
            receiver.status = 302;
            receiver.location = inside.url();
            run();
            node.turn();
            assertEquals(List.of(), inside.all);

            receiver.status = 200;
            receiver.location = null;
            engine.clock.forward(Duration.ofMinutes(1));
            node.turn();
            assertEquals(List.of(STARTED, ENDED), receiver.types());
            assertEquals(List.of(), inside.all);
        }
    }

    @Test
    void aServerThatDiesBeforeItSendsSendsAfterItsRestart() throws Exception {
        run();
        try (WebhookNode restarted = new WebhookNode(engine)) {
            restarted.configure("test", receiver.url(), Map.of());
            restarted.turn();
        }
        assertEquals(List.of(STARTED, ENDED), receiver.types());
    }

    @Test
    void aServerThatDiesAfterItHasSentSendsTheSameMessageAgain() throws Exception {
        run();
        receiver.before = () -> engine.oak.cutOffAfter(0);
        assertThrows(RepositoryException.class, node::turn);
        engine.oak.makeRoom();
        receiver.before = () -> {};
        assertEquals(1, receiver.accepted.size());

        node.turn();
        assertEquals(1, receiver.accepted.size(), "the lease has not expired");
        engine.clock.forward(Duration.ofMinutes(2));
        node.turn();
        assertEquals(List.of(STARTED, STARTED, ENDED), receiver.types());
        assertEquals(receiver.accepted.get(0).id(), receiver.accepted.get(1).id(), "so that it can be recognised");
    }

    /** Both nodes think that they are the one that delivers. */
    @Test
    void oneOfTwoSendersDelivers() throws Exception {
        run();
        CountDownLatch other = new CountDownLatch(1);
        CountDownLatch sending = new CountDownLatch(1);
        receiver.before = () -> {
            sending.countDown();
            await().until(() -> other.getCount() == 0);
        };
        CompletableFuture<Void> first = CompletableFuture.runAsync(this::turnOfTheFirst);
        sending.await();
        try (WebhookNode second = new WebhookNode(engine)) {
            second.configure("test", receiver.url(), Map.of());
            second.turn();
            assertEquals(1, receiver.all.size());
        }
        other.countDown();
        first.join();
        assertEquals(List.of(STARTED, ENDED), receiver.types());
    }

    private void turnOfTheFirst() {
        try {
            node.turn();
        } catch (RepositoryException e) {
            throw new IllegalStateException(e);
        }
    }

    /** It was suspended for longer than its lease while it was sending. */
    @Test
    void aSenderThatIsTooLateDeliversTwiceAndChangesNothing() throws Exception {
        run();
        receiver.before = () -> {
            receiver.before = () -> {};
            engine.clock.forward(Duration.ofMinutes(2));
            try (WebhookNode second = new WebhookNode(engine)) {
                second.configure("test", receiver.url(), Map.of());
                receiver.status = 500;
                second.turn();
                receiver.status = 204;
            } catch (RepositoryException e) {
                throw new IllegalStateException(e);
            }
        };
        node.turn();
        assertEquals(2, node.entries("test").size(), "the message is the other's, who has not delivered it");
        engine.clock.forward(Duration.ofMinutes(1));
        node.turn();
        assertEquals(List.of(STARTED, STARTED, ENDED), receiver.types());
        assertEquals(
                2,
                new TreeSet<>(receiver.accepted.stream()
                                .map(Receiver.Received::id)
                                .toList())
                        .size());
    }

    @Test
    void afterADayAMessageIsADeadLetterUntilItIsRetried() throws Exception {
        receiver.status = 500;
        run();
        for (int hour = 0; hour < 24; hour++) {
            node.turn();
            engine.clock.forward(Duration.ofHours(1));
        }
        int tries = receiver.all.size();
        assertEquals(24, tries);
        node.turn();
        assertNotNull(node.entries("test").get(0).deadAt());
        node.turn();
        node.upkeep.tidy(node.registry.all());
        for (OutboxEntry entry : node.entries("test")) {
            assertNotNull(entry.deadAt(), entry.type());
        }
        receiver.status = 204;
        engine.clock.forward(Duration.ofHours(1));
        node.turn();
        assertEquals(List.of(), receiver.types(), "a dead letter is not sent");

        assertEquals(2, node.upkeep.revive());
        node.turn();
        assertEquals(List.of(STARTED, ENDED), receiver.types());
        assertEquals(List.of(), node.entries("test"));
    }

    @Test
    void aMessageOfALaterVersionIsLeftAlone() throws Exception {
        run();
        Session session = engine.session();
        LaterVersion.FORMAT.write(
                session.getNode(node.entries("test").get(0).node().getPath()));
        node.turn();
        assertEquals(List.of(ENDED), receiver.types());
        engine.clock.forward(Duration.ofDays(100));
        node.upkeep.tidy(node.registry.all());
        assertTrue(session.getNode(OutboxEntry.ROOT + "/test").hasNodes());
    }

    @Test
    void aDamagedMessageStopsNoOther() throws Exception {
        run();
        Session session = engine.session();
        session.getNode(node.entries("test").get(0).node().getPath()).setProperty("nextAt", "soon");
        session.save();
        node.turn();
        node.upkeep.tidy(node.registry.all());
        assertEquals(List.of(ENDED), receiver.types());
    }

    @Test
    void nothingIsSentAfterTheStop() throws Exception {
        run();
        node.deliveries.turn(webhook, () -> !receiver.all.isEmpty());
        assertEquals(List.of(STARTED), receiver.types());
    }
}
