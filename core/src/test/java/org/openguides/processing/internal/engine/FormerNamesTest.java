package org.openguides.processing.internal.engine;

import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openguides.processing.api.RunState;
import org.openguides.processing.internal.catalog.JcrCatalog;
import org.openguides.processing.internal.catalog.Term;
import org.openguides.processing.internal.dita.Specialisations;
import org.openguides.processing.internal.processor.ContentReader;
import org.openguides.processing.internal.processor.LinkProcessor;
import org.openguides.processing.testing.ProcessedContent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Assets processed by an earlier build, which used names in a namespace that only this bundle registers. */
class FormerNamesTest {

    private static final String MAP = "/content/dam/p/m.ditamap";
    private static final String TOPIC = "/content/dam/p/a.dita";
    private static final List<String> NAMES = List.of("identity", "mentions");

    private final TestEngine engine = new TestEngine();

    @BeforeEach
    void contentOfAnEarlierBuild() throws Exception {
        engine.processor = ProcessedContent.processor(new ContentReader(Specialisations.of(List.of())));
        engine.links = new LinkProcessor(new ProcessedContent(engine.oak).references());
        engine.oak.damAsset(TOPIC, "<topic id='a'><title>A</title></topic>");
        engine.oak.file(MAP, "<map><topicref href='a.dita'/></map>");
        run();
        Session session = engine.session();
        for (String path : List.of(MAP, TOPIC)) {
            Node state = session.getNode(path + "/jcr:content/openguides");
            for (String name : NAMES) {
                if (state.hasProperty(name)) {
                    state.setProperty(
                            "openguides:" + name, state.getProperty(name).getValues());
                    state.getProperty(name).remove();
                }
            }
        }
        session.save();
    }

    @AfterEach
    void close() {
        engine.oak.close();
    }

    @Test
    void areFoundThroughTheIndexAndWithoutIt() throws Exception {
        assertFound();
        engine.oak.remove("/oak:index/terms");
        assertFound();
    }

    private void assertFound() throws RepositoryException {
        JcrCatalog catalog = new JcrCatalog(engine.session());
        assertEquals(List.of(MAP), catalog.assetsWith(Term.map(), "/content/dam"));
        assertEquals(List.of(MAP), catalog.assetsWith(Term.refersToName("a.dita"), "/content/dam/p"));
    }

    @Test
    void getTheNewNamesWithTheNextRun() throws Exception {
        run();
        Session session = engine.session();
        for (String path : List.of(MAP, TOPIC)) {
            Node state = session.getNode(path + "/jcr:content/openguides");
            assertTrue(state.hasProperty("identity"), path);
            for (String name : NAMES) {
                assertFalse(state.hasProperty("openguides:" + name), path + ": " + name);
            }
        }
        assertFound();
        String after = engine.dump("/content/dam");
        run();
        assertEquals(after, engine.dump("/content/dam"), "once");
    }

    private void run() throws Exception {
        String id = engine.start(engine.request("/content/dam"));
        engine.coordinate(id);
        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
    }
}
