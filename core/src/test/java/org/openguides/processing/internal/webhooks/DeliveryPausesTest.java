package org.openguides.processing.internal.webhooks;

import javax.jcr.RepositoryException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openguides.processing.internal.engine.TestEngine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** When messages are tried again: messages go from runs on a real Oak to a real HTTP server; only the clock is the test's. */
@Timeout(120)
class DeliveryPausesTest {

    private static final String STARTED = EventType.RUN_STARTED.text();
    private static final String ENDED = EventType.RUN_ENDED.text();

    private final TestEngine engine = new TestEngine();
    private final Receiver receiver = new Receiver();
    private final WebhookNode node = new WebhookNode(engine);

    @BeforeEach
    void configure() {
        node.configure("test", receiver.url(), Map.of());
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

    /** Once it accepts a message that is due, it gets those that are not due yet, too. */
    @Test
    void aRecipientThatIsAwayForAnHourGetsEverythingOnceItIsBack() throws Exception {
        receiver.leave();
        String first = run();
        node.turn();
        for (int minute = 0; minute < 60; minute++) {
            engine.clock.forward(Duration.ofMinutes(1));
            node.turn();
        }
        String second = run();
        assertEquals(4, node.entries("test").size());
        assertTrue(node.entries("test").get(0).tries() < 20, "the pauses grow");

        receiver.open();
        engine.clock.forward(Duration.ofMinutes(1));
        node.turn();
        assertDelivered(first, second);
    }

    @Test
    void aRecipientThatIsAwayIsTriedRarelyHoweverManyMessagesWait() throws Exception {
        receiver.status = 503;
        for (int i = 0; i < 5; i++) {
            run();
        }
        for (int second = 0; second < 600; second += 5) {
            node.turn();
            engine.clock.forward(Duration.ofSeconds(5));
        }
        assertTrue(receiver.all.size() > 8 && receiver.all.size() < 28, receiver.all.size() + " attempts");

        receiver.status = 204;
        engine.clock.forward(Duration.ofMinutes(1));
        node.turn();
        assertEquals(10, receiver.accepted.size());
    }

    @Test
    void aRefusedMessageIsSentOnceInATurn() throws Exception {
        Set<String> refused = new TreeSet<>(Set.of(run()));
        receiver.before = () -> receiver.status = refused.stream().anyMatch(this::refuses) ? 400 : 204;
        node.turn();
        engine.clock.forward(Duration.ofSeconds(10));
        node.turn();
        refused.add(run());
        run();
        int before = receiver.all.size();
        node.turn();
        assertEquals(before + 4, receiver.all.size(), "one that was not due, one that is refused, two of the last run");
    }

    private void assertDelivered(String first, String second) throws RepositoryException {
        assertEquals(List.of(), node.entries("test"));
        assertEquals(4, receiver.accepted.size(), "each once");
        for (String run : List.of(first, second)) {
            assertEquals(
                    List.of(STARTED, ENDED),
                    receiver.accepted.stream()
                            .filter(got ->
                                    got.event().get("subject").getAsString().equals(run))
                            .map(Receiver.Received::type)
                            .toList());
        }
    }

    @Test
    void aRecipientThatAnswersWithAnErrorIsTriedAgainWithTheSameMessage() throws Exception {
        receiver.status = 500;
        run();
        node.turn();
        assertEquals(1, receiver.all.size(), "the others wait for the first");
        assertEquals("status 500", node.entries("test").get(0).problem());
        node.turn();
        assertEquals(1, receiver.all.size(), "it is not due yet");

        receiver.status = 200;
        engine.clock.forward(Duration.ofSeconds(10));
        node.turn();
        assertEquals(List.of(STARTED, ENDED), receiver.types());
        assertEquals(receiver.all.get(0).id(), receiver.accepted.get(0).id());
        assertEquals(
                receiver.all.get(0).event(), receiver.accepted.get(0).event(), "also the text, which a retry keeps");
        assertFalse(receiver.all
                .get(0)
                .header("OpenGuides-Timestamp")
                .equals(receiver.accepted.get(0).header("OpenGuides-Timestamp")));
    }

    /** Its receiver refuses one message for good; those of other runs do not wait for it. */
    @Test
    void aRefusedMessageHoldsUpItsRunOnly() throws Exception {
        String first = engine.start(engine.request("/content/dam"));
        receiver.before = () -> receiver.status = refuses(first) ? 400 : 204;
        engine.coordinate(first);
        String second = run();
        node.turn();
        assertEquals(
                Set.of(second),
                new TreeSet<>(receiver.accepted.stream()
                        .map(got -> got.event().get("subject").getAsString())
                        .toList()));
        assertEquals(3, receiver.all.size());
        assertEquals(2, node.entries("test").size());
    }

    private boolean refuses(String run) {
        Receiver.Received last = receiver.all.get(receiver.all.size() - 1);
        return last.event().get("subject").getAsString().equals(run);
    }
}
