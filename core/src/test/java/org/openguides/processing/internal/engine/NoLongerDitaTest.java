package org.openguides.processing.internal.engine;

import javax.jcr.Node;
import javax.jcr.PropertyIterator;
import javax.jcr.Session;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.GuidesProperties;
import org.openguides.processing.api.RunState;
import org.openguides.processing.internal.catalog.AssetFacts;
import org.openguides.processing.internal.dita.Specialisations;
import org.openguides.processing.internal.processor.ContentReader;
import org.openguides.processing.internal.processor.LinkProcessor;
import org.openguides.processing.internal.resolution.Deadline;
import org.openguides.processing.testing.ProcessedContent;
import org.openguides.processing.testing.TestCatalogs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Assets of topics and maps whose file is replaced by one of another kind. */
@Tag(TestCatalogs.TAG)
class NoLongerDitaTest {

    private static final String SITE = "/content/dam/site";
    private static final String FILE = SITE + "/a.xml";
    private static final String MAP = "<map id='m'><title>Of the map</title><topicref href='t.dita'/>"
            + "<mapref href='sub.ditamap'/><keydef keys='k' href='t.dita'/></map>";
    private static final String TOPIC = "<topic id='t'><title>Of the topic</title><body><p>Text</p></body></topic>";

    /** Properties that an asset keeps although its file would not give them to a new one. */
    private static final Set<String> KEPT = Set.of("metadata/docstate");

    private final TestEngine engine = new TestEngine();
    private final Session session = engine.session();

    @BeforeEach
    void registerThePrefixOfAemGuides() throws Exception {
        session.getWorkspace()
                .getNamespaceRegistry()
                .registerNamespace("guides", "http://www.example.org/as-the-prefix-says");
        engine.processor = ProcessedContent.processor(new ContentReader(Specialisations.of(List.of())));
        engine.links = new LinkProcessor(new ProcessedContent(engine.oak).references());
        engine.oak.damAsset(SITE + "/t.dita", TOPIC);
        engine.oak.damAsset(SITE + "/sub.ditamap", "<map/>");
    }

    @AfterEach
    void close() {
        assertEquals(0, engine.oak.openSessions());
        engine.oak.close();
    }

    private void run() throws Exception {
        engine.clock.forward(Duration.ofMinutes(1));
        String id = engine.start(engine.request(SITE));
        engine.coordinate(id);
        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
        session.refresh(false);
    }

    private void run(GuidesProperties mode) throws Exception {
        engine.guidesProperties = mode;
        run();
    }

    private void replace(String text) throws Exception {
        content(FILE).getNode("renditions/original/jcr:content").setProperty("jcr:data", text);
        session.save();
    }

    private void set(String property, String value) throws Exception {
        engine.oak.set(FILE + "/jcr:content", property, value);
        session.refresh(false);
    }

    private Node content(String asset) throws Exception {
        return session.getNode(asset + "/jcr:content");
    }

    private boolean has(String property) throws Exception {
        return content(FILE).hasProperty(property);
    }

    private AssetFacts facts() throws Exception {
        return new ProcessedContent(engine.oak)
                .references()
                .in(engine.session(), Deadline.NONE)
                .asset(FILE)
                .orElseThrow();
    }

    /** Returns the properties of an asset, its metadata and our own node. */
    private Set<String> properties(String asset) throws Exception {
        Set<String> names = new TreeSet<>();
        for (String node : List.of("", "metadata/", "openguides/")) {
            PropertyIterator properties =
                    session.getNode(asset + "/jcr:content/" + node).getProperties();
            while (properties.hasNext()) {
                names.add(node + properties.nextProperty().getName());
            }
        }
        names.removeAll(KEPT);
        return names;
    }

    @ParameterizedTest
    @CsvSource({
        "a.xml, <config/>, OTHERS",
        "a.xml, <val/>, DITAVAL",
        "a.xml, text, OTHERS",
        "a.png, png, OTHERS",
        "a.html, <title>Page</title>, HTML_CSS",
        "a.md, # Page, MARKDOWN",
    })
    void anAssetHasWhatANewOneOfItsFileHas(String name, String text, FileType type) throws Exception {
        for (String former : List.of(MAP, TOPIC)) {
            engine.oak.damAsset(FILE, former);
            run();
            assertTrue(properties(FILE).containsAll(Set.of("metadata/dita_class", "metadata/guides:wordCount")));
            assertEquals(former.equals(MAP), has("fmditaTopicrefs") && has("fmditaMaprefs") && has("fmditakeydefrefs"));

            replace(text);
            String moved = SITE + "/" + name;
            if (!moved.equals(FILE)) {
                session.move(FILE, moved);
                session.save();
            }
            engine.oak.damAsset(SITE + "/new-" + name, text);
            run();

            assertEquals(properties(SITE + "/new-" + name), properties(moved));
            AssetFacts facts = new ProcessedContent(engine.oak)
                    .references()
                    .in(engine.session(), Deadline.NONE)
                    .asset(moved)
                    .orElseThrow();
            assertEquals(type, facts.type());
            assertEquals("", facts.id());
            assertEquals("", facts.ditaClass());
            engine.oak.remove(moved);
        }
    }

    @Test
    void aSecondRunWritesNothing() throws Exception {
        engine.oak.damAsset(FILE, MAP);
        run();
        replace("<config/>");
        run();
        String before = engine.dump(SITE);
        run();

        assertEquals(before, engine.dump(SITE));
    }

    @Test
    void theNumberOfWordsInOurOwnNodeGoesToo() throws Exception {
        engine.oak.damAsset(FILE, TOPIC);
        run(GuidesProperties.OWN);
        assertTrue(has("openguides/wordCount") && has("openguides/class"));
        assertFalse(has("metadata/dita_class"));

        replace("<config/>");
        run(GuidesProperties.OWN);

        assertFalse(has("openguides/wordCount") || has("openguides/class"));
        assertEquals("", facts().ditaClass());
        assertEquals("", facts().title());
        String before = engine.dump(SITE);
        run(GuidesProperties.OWN);
        assertEquals(before, engine.dump(SITE));
    }

    @Test
    void whatEditorsHaveChangedStays() throws Exception {
        engine.oak.damAsset(FILE, MAP);
        run();
        set("metadata/dc:title", "Of an editor");
        set("metadata/guides:wordCount", "99");
        set("metadata/docstate", "Reviewed");
        replace("<config/>");
        run();

        assertEquals(
                "Of an editor", content(FILE).getProperty("metadata/dc:title").getString());
        assertEquals(
                "99", content(FILE).getProperty("metadata/guides:wordCount").getString());
        assertEquals("Reviewed", content(FILE).getProperty("metadata/docstate").getString());
        assertFalse(has("metadata/dita_class"));
        assertFalse(has("fmditaTopicrefs"));
    }

    /** Another program may give such properties to files that never were DITA. */
    @Test
    void whatARunHasNotWrittenStays() throws Exception {
        engine.oak.damAsset(FILE, "<config/>");
        set("metadata/dita_class", "- topic/topic ");
        set("metadata/guides:wordCount", "7");
        set("metadata/dc:title", "Of another program");
        set("fmditaTopicrefs", "/content/dam/site/t.dita");
        run();
        Set<String> after = properties(FILE);
        String before = engine.dump(SITE);
        run();

        assertEquals(before, engine.dump(SITE));
        assertTrue(
                after.containsAll(Set.of(
                        "metadata/dita_class", "metadata/guides:wordCount", "metadata/dc:title", "fmditaTopicrefs")),
                after::toString);
    }

    /** AEM Guides has adopted them. */
    @Test
    void besideAemGuidesWhatARunHasWrittenInItsPlaceStays() throws Exception {
        engine.oak.damAsset(FILE, MAP);
        run(GuidesProperties.WRITE);
        replace("<config/>");
        run(GuidesProperties.OWN);

        assertTrue(has("metadata/dita_class") && has("metadata/guides:wordCount") && has("fmditaTopicrefs"));
        assertEquals(
                "Of the map", content(FILE).getProperty("metadata/dc:title").getString());
        assertEquals("", facts().title());

        run(GuidesProperties.WRITE);
        assertFalse(has("metadata/dita_class") || has("metadata/guides:wordCount") || has("fmditaTopicrefs"));
        assertFalse(has("metadata/dc:title"));
    }

    /** Its references are forgotten, and with them the lists. */
    @Test
    void aFileThatIsNotWellFormedKeepsTitleClassAndWords() throws Exception {
        engine.oak.damAsset(FILE, MAP);
        run();
        replace("<map id='m'><title>Of the map</title>");
        run();

        assertTrue(has("metadata/dita_class") && has("metadata/guides:wordCount") && has("openguides/title"));
        assertEquals(
                "Of the map", content(FILE).getProperty("metadata/dc:title").getString());
        assertEquals(FileType.DITA_MAP, facts().type());
    }
}
