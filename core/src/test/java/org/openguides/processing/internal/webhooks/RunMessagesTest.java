package org.openguides.processing.internal.webhooks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.OverlapException;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.internal.engine.TestEngine;
import org.openguides.processing.internal.store.OutboxEntry;
import org.openguides.processing.spi.ItemResult;
import org.openguides.processing.testing.Costs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** A message is part of the commit that it is about. */
class RunMessagesTest {

    private static final String ALL = "/content/dam";

    private final TestEngine engine = new TestEngine();
    private final WebhookNode node = new WebhookNode(engine);

    @AfterEach
    void nothingIsLeftOpen() {
        node.close();
        assertEquals(0, engine.oak.openSessions());
        engine.oak.close();
    }

    private void configure(Map<String, Object> properties) {
        node.configure("test", "https://example.org/", properties);
    }

    private List<String> types() throws Exception {
        List<String> types = new ArrayList<>();
        for (OutboxEntry entry : node.entries("test")) {
            types.add(entry.type().replace("org.openguides.", ""));
        }
        return types;
    }

    @Test
    void messagesCostNoCommit() throws Exception {
        engine.files(3);
        Costs before = engine.oak.costs();
        engine.coordinate(engine.start(engine.request(ALL)));
        Costs without = engine.oak.costs().since(before);
        engine.files(3);
        configure(Map.of());

        before = engine.oak.costs();
        engine.coordinate(engine.start(engine.request(ALL)));
        assertEquals(without.commits(), engine.oak.costs().since(before).commits());
        assertEquals(List.of("run.started", "run.ended"), types());
    }

    @Test
    void aRefusedStartAnnouncesNothing() throws Exception {
        configure(Map.of());
        engine.files(1);
        engine.start(engine.request(ALL));
        assertThrows(OverlapException.class, () -> engine.start(engine.request(ALL)));
        assertEquals(List.of("run.started"), types());
    }

    @Test
    void aStartThatCannotBeSavedAnnouncesNothing() throws Exception {
        configure(Map.of());
        engine.files(1);
        engine.oak.cutOffAfter(0);
        assertThrows(Exception.class, () -> engine.start(engine.request(ALL)));
        engine.oak.makeRoom();
        assertEquals(List.of(), types());
    }

    /** Of each way in which a run ends. */
    @Test
    void everyEndIsAnnounced() throws Exception {
        configure(Map.of());
        engine.files(1);
        String waiting = engine.start(engine.request(ALL));
        engine.lifecycle().cancel(waiting, "jane");
        assertEquals(List.of("run.started", "run.ended"), types());

        engine.clock.forward(Duration.ofSeconds(1));
        engine.resume(waiting);
        engine.acquirer().fail(waiting, "the server is broken");
        assertEquals(List.of("run.started", "run.ended", "run.started", "run.ended"), types());

        engine.clock.forward(Duration.ofSeconds(1));
        engine.resume(waiting);
        engine.coordinate(waiting);
        assertEquals(
                List.of("run.started", "run.ended", "run.started", "run.ended", "run.started", "run.ended"), types());
    }

    @Test
    void aWebhookGetsTheTypesThatItWants() throws Exception {
        configure(Map.of("eventTypes", new String[] {"org.openguides.asset.failed"}));
        engine.files(2);
        engine.coordinate(engine.start(engine.request(ALL)));
        assertEquals(List.of(), types());
        engine.files(2);
        engine.results.put("/content/dam/f001.dita", ItemResult.failure(FileType.DITA_TOPIC, "broken"));
        engine.coordinate(engine.start(engine.request(ALL)));
        assertEquals(List.of("asset.failed"), types());
    }

    /** Each save of an author may start one. */
    @Test
    void ofRunsOfTheSystemOnlyFailuresAreAnnounced() throws Exception {
        configure(Map.of());
        node.configure("all", "https://example.com/", Map.of("systemRuns", true));
        engine.files(2);
        engine.results.put("/content/dam/f001.dita", ItemResult.failure(FileType.DITA_TOPIC, "broken"));
        engine.coordinate(
                engine.start(engine.request(ALL).toBuilder().system(true).build()));
        assertEquals(List.of("asset.failed"), types());
        assertEquals(3, node.entries("all").size());
    }

    @Test
    void aComparisonFailsNoAsset() throws Exception {
        configure(Map.of());
        engine.files(2);
        engine.results.put("/content/dam/f001.dita", ItemResult.failure(FileType.DITA_TOPIC, "broken"));
        RunRequest comparison =
                engine.request(ALL).toBuilder().dryRun(true).compare(true).build();
        engine.coordinate(engine.start(comparison));
        assertEquals(List.of("run.started", "run.ended"), types());
    }

    @Test
    void eachWebhookHasItsOwnMessagesWithTheSameId() throws Exception {
        configure(Map.of());
        node.configure("other", "https://example.com/", Map.of());
        engine.files(1);
        engine.start(engine.request(ALL));
        assertEquals(
                node.entries("test").get(0).id(), node.entries("other").get(0).id());
    }

    @Test
    void withoutWebhooksTheOutboxStaysEmpty() throws Exception {
        engine.files(1);
        engine.coordinate(engine.start(engine.request(ALL)));
        assertEquals(List.of(), OutboxEntry.recipients(engine.session()));
    }
}
