package org.openguides.processing.internal.engine;

import javax.jcr.Session;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.GuidesProperties;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.RunState;
import org.openguides.processing.api.RunType;
import org.openguides.processing.internal.catalog.Standing;
import org.openguides.processing.internal.dita.Specialisations;
import org.openguides.processing.internal.processor.ContentReader;
import org.openguides.processing.internal.processor.LinkProcessor;
import org.openguides.processing.testing.ProcessedContent;
import org.openguides.processing.testing.TestCatalogs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Runs that remove the results of processing from assets, to undo a run over the wrong tree. */
@Tag(TestCatalogs.TAG)
class ResetTest {

    private static final String SITE = "/content/dam/site";
    private static final String TOPIC = SITE + "/topic.dita";
    private static final String MAP = SITE + "/map.ditamap";

    private final TestEngine engine = new TestEngine();
    private final Session session = engine.session();
    private String before = "";

    @BeforeEach
    void processAssets() throws Exception {
        engine.processor = ProcessedContent.processor(new ContentReader(Specialisations.of(List.of())));
        engine.links = new LinkProcessor(new ProcessedContent(engine.oak).references());
        engine.oak.damAsset(TOPIC, "<topic id='t'><title>Topic</title></topic>");
        engine.oak.damAsset(MAP, "<map><title>Map</title><topicref href='topic.dita'/></map>");
        engine.oak.damAsset(SITE + "/photo.png", "png");
    }

    @AfterEach
    void close() {
        assertEquals(0, engine.oak.openSessions());
        engine.oak.close();
    }

    @Test
    void nothingOfARunIsLeft() throws Exception {
        before = engine.dump("/content");
        process();
        assertFalse(before.equals(engine.dump("/content")));

        Run reset = reset(request());

        assertEquals(RunState.SUCCEEDED, reset.state());
        assertEquals(new Counts(3, 0, 0), reset.counts());
        assertEquals(before, engine.dump("/content"));
        assertEquals(Standing.UNKNOWN, engine.standing(TOPIC));
    }

    @Test
    void whatEditorsHaveChangedSinceAndWhatWasThereBeforeStays() throws Exception {
        set(MAP, "fmUuid", "GUID-of-another-system");
        process();
        set(TOPIC, "metadata/dc:title", "A better title");
        set(TOPIC, "metadata/docstate", "Done");

        reset(request());

        session.refresh(false);
        assertEquals("GUID-of-another-system", text(MAP, "fmUuid"));
        assertEquals("A better title", text(TOPIC, "metadata/dc:title"));
        assertEquals("Done", text(TOPIC, "metadata/docstate"));
        assertFalse(session.propertyExists(TOPIC + "/jcr:content/fmUuid"));
        assertFalse(session.propertyExists(MAP + "/jcr:content/fmditaTopicrefs"));
        assertFalse(session.propertyExists(TOPIC + "/jcr:content/guidesParentMaps"));
        assertFalse(session.nodeExists(TOPIC + "/jcr:content/openguides"));
    }

    @Test
    void besideAemGuidesOnlyOurOwnNodeGoes() throws Exception {
        process();
        session.refresh(false);
        String uuid = text(TOPIC, "fmUuid");
        engine.guidesProperties = GuidesProperties.OWN;

        reset(request());

        session.refresh(false);
        assertEquals(uuid, text(TOPIC, "fmUuid"));
        assertFalse(session.nodeExists(TOPIC + "/jcr:content/openguides"));
    }

    @Test
    void aDryRunTellsWhatWouldGoAndRemovesNothing() throws Exception {
        process();
        before = engine.dump("/content");

        Run counted = reset(request().dryRun(true));
        Run compared = reset(request().dryRun(true).compare(true));

        assertEquals(before, engine.dump("/content"));
        assertEquals("Dry run: 3 assets would be reset", counted.comment());
        Map<String, Long> properties = compared.comparison().properties();
        assertEquals(3, properties.get("openguides"));
        assertEquals(3, properties.get("fmUuid"));
        assertEquals(1, properties.get("fmditaTopicrefs"));
        assertEquals(1, properties.get("guidesParentMaps"));
    }

    @Test
    void aSecondResetChangesNothingAndAnAssetCanBeProcessedAgain() throws Exception {
        process();
        reset(request());
        before = engine.dump("/content");
        reset(request());
        assertEquals(before, engine.dump("/content"));

        process();

        session.refresh(false);
        assertTrue(session.nodeExists(TOPIC + "/jcr:content/openguides"));
        assertEquals("Topic", text(TOPIC, "metadata/dc:title"));
    }

    private void process() throws Exception {
        engine.coordinate(engine.start(engine.request(SITE)));
    }

    private RunRequest.Builder request() {
        return RunRequest.of(List.of(SITE), "admin").type(RunType.RESET);
    }

    private Run reset(RunRequest.Builder request) throws Exception {
        String id = engine.start(request.build());
        engine.coordinate(id);
        return engine.run(id);
    }

    private String text(String path, String property) throws Exception {
        return session.getProperty(path + "/jcr:content/" + property).getString();
    }

    private void set(String path, String property, String value) throws Exception {
        session.refresh(false);
        int slash = property.lastIndexOf('/');
        session.getNode(path + "/jcr:content" + (slash < 0 ? "" : "/" + property.substring(0, slash)))
                .setProperty(property.substring(slash + 1), value);
        session.save();
    }
}
