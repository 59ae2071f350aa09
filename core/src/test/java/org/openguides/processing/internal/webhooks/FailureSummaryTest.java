package org.openguides.processing.internal.webhooks;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

import java.util.List;
import java.util.Map;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openguides.processing.api.FileType;
import org.openguides.processing.internal.engine.TestEngine;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.RunStore;
import org.openguides.processing.spi.Finding;
import org.openguides.processing.spi.ItemResult;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The message about failed assets says whether it is complete, and is sent although it is not. */
@Timeout(120)
class FailureSummaryTest {

    private final TestEngine engine = new TestEngine();
    private final Receiver receiver = new Receiver();
    private final WebhookNode node = new WebhookNode(engine);

    @BeforeEach
    void configure() {
        node.configure("test", receiver.url(), Map.of());
    }

    @AfterEach
    void nothingIsLeftOpen() {
        node.close();
        receiver.close();
        assertEquals(0, engine.oak.openSessions());
        engine.oak.close();
    }

    private String failing(int assets, boolean eachForItsOwnReason) throws Exception {
        engine.files(assets);
        for (int i = 0; i < assets; i++) {
            Finding finding = new Finding(eachForItsOwnReason ? "reason-" + i : "other", "broken");
            engine.results.put(
                    String.format("/content/dam/f%03d.dita", i), ItemResult.failure(FileType.DITA_TOPIC, finding));
        }
        String id = engine.start(engine.request("/content/dam"));
        engine.coordinate(id);
        return id;
    }

    private JsonObject summary() throws RepositoryException {
        node.turn();
        assertEquals(List.of(), node.entries("test"));
        Receiver.Received last = receiver.accepted.get(receiver.accepted.size() - 1);
        assertEquals(EventType.ASSET_FAILED.text(), last.type());
        return last.data();
    }

    @Test
    void itIsCompleteIfAllFailedAssetsAreCounted() throws Exception {
        failing(3, true);
        JsonObject summary = summary();
        assertEquals(3, summary.get("failedByReason").getAsJsonObject().size());
        assertTrue(summary.get("complete").getAsBoolean());
    }

    @ParameterizedTest
    @ValueSource(strings = {"reportFiles", "newestReports"})
    void aReportThatCannotBeReadStopsNoMessage(String property) throws Exception {
        String id = failing(3, false);
        RunNode run = RunStore.find(engine.session(), id).orElseThrow();
        for (String name : run.partitions()) {
            Node partition = run.partition(name).orElseThrow().node();
            if (property.equals("reportFiles")) {
                partition.setProperty(property, 7);
            } else {
                partition.setProperty(property, new String[] {"damaged"});
            }
        }
        run.node().getSession().save();

        JsonObject summary = summary();
        assertEquals(3, summary.get("failedCount").getAsInt());
        assertFalse(summary.get("complete").getAsBoolean());
    }

    @Test
    void itIsNotCompleteIfTheRunHasBeenRemoved() throws Exception {
        engine.lifecycle().delete(failing(3, false), "admin");
        JsonObject summary = summary();
        assertEquals(0, summary.get("failedByReason").getAsJsonObject().size());
        assertFalse(summary.get("complete").getAsBoolean());
    }

    @Test
    void itIsNotCompleteIfThereAreTooManyReasons() throws Exception {
        failing(101, true);
        JsonObject summary = summary();
        assertEquals(100, summary.get("failedByReason").getAsJsonObject().size());
        assertFalse(summary.get("complete").getAsBoolean());
    }
}
