package org.openguides.processing.internal.engine;

import javax.jcr.Node;
import javax.jcr.Session;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openguides.processing.api.GuidesProperties;
import org.openguides.processing.api.RunState;
import org.openguides.processing.internal.catalog.AssetState;
import org.openguides.processing.spi.PropertyChange;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What a run may write of AEM Guides is decided at its start and stored with it. */
class KeptDecisionTest {

    private static final int FILES = 9;

    private final TestEngine engine = new TestEngine();
    private final Session session = engine.session();

    @BeforeEach
    void files() {
        engine.batchSize = 1;
        engine.files(FILES);
        engine.changes = List.of(new PropertyChange(AssetState.UUID, "GUID-1"));
    }

    @AfterEach
    void close() {
        engine.oak.close();
    }

    private String start(GuidesProperties decision) throws Exception {
        engine.guidesProperties = decision;
        return engine.start(engine.request("/content/dam"));
    }

    private Node record(String id) throws Exception {
        session.refresh(false);
        return session.getNode(engine.node(id).node().getPath());
    }

    /** Returns how many of the files have properties of AEM Guides. */
    private int written() throws Exception {
        session.refresh(false);
        int written = 0;
        for (int i = 0; i < FILES; i++) {
            written += session.propertyExists(TestEngine.file(i) + "/jcr:content/" + AssetState.UUID) ? 1 : 0;
        }
        return written;
    }

    @Test
    void aRunThatIsResumedKeepsIt() throws Exception {
        String id = start(GuidesProperties.OWN);
        engine.whenProcessed(4, () -> engine.cancel(id, "admin"));
        engine.coordinate(id);
        assertEquals(RunState.CANCELLED, engine.run(id).state());

        engine.guidesProperties = GuidesProperties.WRITE;
        engine.resume(id);
        engine.coordinate(id);
        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
        assertEquals(GuidesProperties.OWN, engine.run(id).guidesProperties());
        assertEquals(0, written());

        engine.coordinate(start(GuidesProperties.WRITE));
        assertEquals(FILES, written());
    }

    @Test
    void aRunFromBeforeThereWasAChoiceWritesAsItDid() throws Exception {
        String id = start(GuidesProperties.OWN);
        record(id).getProperty("guidesProperties").remove();
        session.save();
        engine.coordinate(id);

        assertEquals(GuidesProperties.WRITE, engine.run(id).guidesProperties());
        assertEquals(FILES, written());
    }

    @Test
    void aDecisionThatCannotBeReadHarmsNothing() throws Exception {
        String id = start(GuidesProperties.WRITE);
        record(id).setProperty("guidesProperties", "OF_A_NEWER_VERSION");
        session.save();
        engine.coordinate(id);

        assertEquals(0, written());
    }
}
