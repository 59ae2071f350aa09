package org.openguides.processing.internal.engine;

import javax.jcr.Node;
import javax.jcr.Property;
import javax.jcr.PropertyType;
import javax.jcr.Session;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openguides.processing.api.GuidesProperties;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.RunState;
import org.openguides.processing.api.RunType;
import org.openguides.processing.internal.dita.Specialisations;
import org.openguides.processing.internal.processor.ContentReader;
import org.openguides.processing.testing.ProcessedContent;
import org.openguides.processing.testing.TestCatalogs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/** Where the number of words of topics and maps is written. */
@Tag(TestCatalogs.TAG)
class WordCountTest {

    private static final String TOPIC = "/content/dam/a.dita";
    private static final String MAP = "/content/dam/b.ditamap";
    private static final String GUIDES = "metadata/guides:wordCount";
    private static final String OWN = "openguides/wordCount";

    private final TestEngine engine = new TestEngine();
    private final Session session = engine.session();

    @BeforeEach
    void files() {
        newProcessor();
        engine.oak.damAsset(TOPIC, "<topic id='t'><title>One two</title><body><p>three</p></body></topic>");
        engine.oak.damAsset(MAP, "<map><title>One</title><topicref href='a.dita'/></map>");
        engine.oak.damAsset("/content/dam/c.md", "# One two");
    }

    @AfterEach
    void close() {
        assertEquals(0, engine.oak.openSessions());
        engine.oak.close();
    }

    /** Processors remember for a minute that the prefix is not registered. */
    private void newProcessor() {
        engine.processor = ProcessedContent.processor(new ContentReader(Specialisations.of(List.of())));
    }

    private void registerPrefix() throws Exception {
        session.getWorkspace()
                .getNamespaceRegistry()
                .registerNamespace("guides", "http://www.example.org/as-the-prefix-says");
        newProcessor();
    }

    private void run(RunRequest request) throws Exception {
        String id = engine.start(request);
        engine.coordinate(id);
        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
        session.refresh(false);
    }

    private void process() throws Exception {
        run(engine.request("/content/dam"));
    }

    private Node content(String asset) throws Exception {
        return session.getNode(asset + "/jcr:content");
    }

    private void assertCount(String asset, String property, long count) throws Exception {
        Property found = content(asset).getProperty(property);
        assertEquals(PropertyType.LONG, found.getType());
        assertEquals(count, found.getLong());
    }

    private void assertNone(String asset, String property) throws Exception {
        assertFalse(content(asset).hasProperty(property), asset + " " + property);
    }

    @Test
    void itIsInTheMetadataWhereThePrefixIsRegistered() throws Exception {
        registerPrefix();
        process();

        assertCount(TOPIC, GUIDES, 3);
        assertCount(MAP, GUIDES, 1);
        assertNone(TOPIC, OWN);
        assertNone("/content/dam/c.md", GUIDES);
    }

    @Test
    void itIsInOurOwnNodeWhereThePrefixIsNotRegisteredAndMovesWhenItIs() throws Exception {
        process();
        assertCount(TOPIC, OWN, 3);
        assertCount(MAP, OWN, 1);
        assertNone("/content/dam/c.md", OWN);

        registerPrefix();
        process();
        assertCount(TOPIC, GUIDES, 3);
        assertNone(TOPIC, OWN);
    }

    @Test
    void besideAemGuidesItIsInOurOwnNode() throws Exception {
        registerPrefix();
        content(TOPIC).getNode("metadata").setProperty("guides:wordCount", 99);
        session.save();
        engine.guidesProperties = GuidesProperties.OWN;
        process();

        assertCount(TOPIC, OWN, 3);
        assertCount(TOPIC, GUIDES, 99);
        assertNone(MAP, GUIDES);
    }

    @Test
    void anUnchangedOneIsNotWritten() throws Exception {
        registerPrefix();
        process();
        Property time = content(TOPIC).getProperty("openguides/processedAt");
        String before = time.getString();
        engine.clock.forward(Duration.ofMinutes(1));
        process();
        assertEquals(
                before, content(TOPIC).getProperty("openguides/processedAt").getString());
    }

    @Test
    void aTextOfAemGuidesStaysAText() throws Exception {
        registerPrefix();
        content(TOPIC).getNode("metadata").setProperty("guides:wordCount", "3");
        content(MAP).getNode("metadata").setProperty("guides:wordCount", "99");
        session.save();
        process();

        Property present = content(TOPIC).getProperty(GUIDES);
        assertEquals(PropertyType.STRING, present.getType());
        assertEquals("3", present.getString());
        assertEquals(PropertyType.STRING, content(MAP).getProperty(GUIDES).getType());
        assertEquals("1", content(MAP).getProperty(GUIDES).getString());
    }

    @Test
    void aResetRemovesIt() throws Exception {
        registerPrefix();
        process();
        content(MAP).getNode("metadata").setProperty("guides:wordCount", 5);
        session.save();
        run(RunRequest.of(List.of("/content/dam"), "admin").type(RunType.RESET).build());

        assertNone(TOPIC, GUIDES);
        assertCount(MAP, GUIDES, 5);
    }
}
