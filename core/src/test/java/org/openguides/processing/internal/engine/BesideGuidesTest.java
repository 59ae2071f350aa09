package org.openguides.processing.internal.engine;

import javax.jcr.Node;
import javax.jcr.Session;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.wcm.testing.mock.aem.junit5.AemContext;
import io.wcm.testing.mock.aem.junit5.AemContextExtension;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.GuidesProperties;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunState;
import org.openguides.processing.internal.catalog.AssetFacts;
import org.openguides.processing.internal.catalog.Standing;
import org.openguides.processing.internal.dita.Specialisations;
import org.openguides.processing.internal.processor.ContentReader;
import org.openguides.processing.internal.processor.LinkProcessor;
import org.openguides.processing.internal.reference.References;
import org.openguides.processing.internal.resolution.Deadline;
import org.openguides.processing.spi.ItemResult;
import org.openguides.processing.spi.PropertyChange;
import org.openguides.processing.testing.OakRepository;
import org.openguides.processing.testing.ProcessedContent;
import org.openguides.processing.testing.TestCatalogs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Runs over assets that AEM Guides has processed: no property of AEM Guides may be written, depending on the setting.
 */
@Tag(TestCatalogs.TAG)
@ExtendWith(AemContextExtension.class)
class BesideGuidesTest {

    private static final String SITE = "/content/dam/site";
    private static final String TOPIC = SITE + "/topic.dita";
    private static final String MAP = SITE + "/map.ditamap";
    private static final String OWN_STATE = "/jcr:content/openguides/";

    private final AemContext aem = new AemContext(ResourceResolverType.JCR_OAK);
    private TestEngine engine;
    private Session session;

    @BeforeEach
    void assetsThatAemGuidesHasProcessed() throws Exception {
        engine = new TestEngine(OakRepository.of(aem));
        session = engine.session();
        engine.processor = ProcessedContent.processor(new ContentReader(Specialisations.of(List.of())));
        engine.links = new LinkProcessor(new ProcessedContent(engine.oak).references());
        engine.guidesProperties = GuidesProperties.OWN;
        asset(TOPIC, "<topic id='t'><title>Of the file</title></topic>");
        asset(MAP, "<map><title>Map</title><topicref href='topic.dita'/></map>");
        processedByGuides(TOPIC, "GUID-of-topic");
        processedByGuides(MAP, "GUID-of-map");
    }

    @AfterEach
    void close() {
        assertEquals(0, engine.oak.openSessions());
        engine.oak.close();
    }

    private String asset(String path, String text) {
        InputStream bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        return aem.create().asset(path, bytes, "application/xml").getPath();
    }

    /** Creates an asset as AEM Guides left it, with several properties that differ from what a run would write. */
    private void processedByGuides(String path, String uuid) throws Exception {
        Node content = content(path);
        content.setProperty("fmUuid", uuid);
        content.setProperty("guidesParentMaps", new String[] {"/content/dam/elsewhere.ditamap"});
        content.setProperty("guidesDirectParentMaps", new String[0]);
        content.setProperty("fmditaTopicrefs", new String[] {",/content/dam/old.dita"});
        content.setProperty("fmditaMaprefs", new String[] {"/content/dam/old.ditamap"});
        content.setProperty("fmditakeydefrefs", new String[] {"/content/dam/old-keys.ditamap"});
        Node metadata = content.getNode("metadata");
        metadata.setProperty("dita_class", "- of Guides ");
        metadata.setProperty("docstate", "Reviewed");
        metadata.setProperty("dc:title", "Of Guides");
        session.save();
    }

    private Node content(String path) throws Exception {
        session.refresh(false);
        return session.getNode(path + "/jcr:content");
    }

    private Run run() throws Exception {
        String id = engine.start(engine.request(SITE));
        engine.coordinate(id);
        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
        return engine.run(id);
    }

    private Run run(GuidesProperties mode) throws Exception {
        engine.guidesProperties = mode;
        return run();
    }

    /** Returns all properties below the site with their values, except those of this bundle's own nodes. */
    private Set<String> properties() throws Exception {
        return Arrays.stream(engine.dump(SITE).split(", (?=/)"))
                .filter(line -> !line.contains(OWN_STATE))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private References references() {
        return new ProcessedContent(engine.oak).references().in(engine.session(), Deadline.NONE);
    }

    private AssetFacts facts(String path) throws Exception {
        return references().asset(path).orElseThrow();
    }

    private String text(String path, String property) throws Exception {
        Node content = content(path);
        return content.hasProperty(property) ? content.getProperty(property).getString() : "";
    }

    @Test
    void onlyTheOwnNodeIsWritten() throws Exception {
        Set<String> before = properties();
        Run run = run();

        assertEquals(before, properties());
        assertEquals(new Counts(2, 0, 0), run.counts());
        assertEquals(GuidesProperties.OWN, run.guidesProperties());
        assertTrue(content(TOPIC).hasNode("openguides"));
        assertTrue(run.comment().contains("neither written nor repaired"), run.comment());
        assertEquals(Standing.Outcome.SUCCEEDED, engine.standing(TOPIC).outcome());
    }

    @Test
    void withoutAemGuidesAllPropertiesAreWritten() throws Exception {
        Run run = run(GuidesProperties.WRITE);

        assertEquals("- topic/topic", text(TOPIC, "metadata/dita_class"));
        assertEquals(
                MAP,
                content(TOPIC).getProperty("guidesParentMaps").getValues()[0].getString());
        assertEquals(
                TOPIC,
                content(MAP).getProperty("fmditaTopicrefs").getValues()[0].getString());
        assertFalse(content(MAP).hasProperty("fmditaMaprefs"));
        assertEquals("Of Guides", text(TOPIC, "metadata/dc:title"));
        assertEquals("", run.comment());
    }

    @Test
    void aSecondRunWritesNothingAtAll() throws Exception {
        asset(SITE + "/new.dita", "<topic id='n'><title>New</title></topic>");
        session.getWorkspace().copy(TOPIC, SITE + "/copy.dita");
        run();
        String before = engine.dump(SITE);
        run();

        assertEquals(before, engine.dump(SITE));
    }

    /** The mixin allows the file to have the bundle's own node. */
    @Test
    void aPlainFileOnlyGetsTheOwnNode() throws Exception {
        String file = engine.oak.file(SITE + "/plain.dita", "<topic id='p'><title>Plain</title></topic>");
        Set<String> before = properties();
        run();

        Set<String> after = properties();
        after.removeAll(before);
        assertEquals(Set.of(file + "/jcr:content/jcr:mixinTypes=[openguides:Processed]"), after);
    }

    @Test
    void theUuidOfAemGuidesIsKept() throws Exception {
        run();

        assertEquals("GUID-of-topic", facts(TOPIC).uuid());
        assertEquals("", text(TOPIC, "openguides/uuid"));
        assertEquals(List.of(TOPIC), references().withUuid("GUID-of-topic"));
    }

    @Test
    void theUuidOfAemGuidesTakesPrecedenceOverTheFileName() throws Exception {
        String named = asset(SITE + "/GUID-of-name.dita", "<topic id='t'/>");
        String unknown = asset(SITE + "/GUID-of-other.dita", "<topic id='t'/>");
        processedByGuides(named, "GUID-of-guides");
        run();

        assertEquals("GUID-of-guides", facts(named).uuid());
        assertEquals("GUID-of-other", facts(unknown).uuid());
    }

    @Test
    void anAssetWithoutUuidGetsOneInTheOwnNode() throws Exception {
        String path = asset(SITE + "/new.dita", "<topic id='n'/>");
        run();

        String uuid = facts(path).uuid();
        assertTrue(uuid.matches("GUID-[0-9a-f-]{36}"), uuid);
        assertEquals(uuid, text(path, "openguides/uuid"));
        assertFalse(content(path).hasProperty("fmUuid"));
        assertEquals(List.of(path), references().withUuid(uuid));
    }

    @Test
    void aCopyHasItsOwnUuidUntilAemGuidesAssignsOne() throws Exception {
        String copy = SITE + "/copy.dita";
        run();
        session.getWorkspace().copy(TOPIC, copy);
        run();

        String uuid = facts(copy).uuid();
        assertNotEquals("GUID-of-topic", uuid);
        assertEquals(List.of(copy), references().withUuid(uuid));
        assertEquals(List.of(TOPIC), references().withUuid("GUID-of-topic"));
        assertEquals("GUID-of-topic", text(copy, "fmUuid"));

        content(copy).setProperty("fmUuid", "GUID-of-copy");
        session.save();
        assertEquals("GUID-of-copy", facts(copy).uuid());
        assertEquals(Standing.UNKNOWN, engine.standing(copy), "it is still found by the old one");

        run();
        assertEquals(List.of(copy), references().withUuid("GUID-of-copy"));
        assertEquals(List.of(), references().withUuid(uuid));
        assertEquals("", text(copy, "openguides/uuid"));
        assertEquals(Standing.Outcome.SUCCEEDED, engine.standing(copy).outcome());
    }

    @Test
    void theCopyOfAnAssetWithAUuidInTheOwnNodeGetsAnotherOne() throws Exception {
        String path = asset(SITE + "/new.dita", "<topic id='n'/>");
        run();
        String uuid = facts(path).uuid();
        session.refresh(false);
        session.getWorkspace().copy(path, SITE + "/copy.dita");
        run();

        assertEquals(uuid, facts(path).uuid());
        assertNotEquals(uuid, facts(SITE + "/copy.dita").uuid());
        assertFalse(content(SITE + "/copy.dita").hasProperty("fmUuid"));
    }

    @Test
    void uuidsStayWhenTheSettingChanges() throws Exception {
        String path = asset(SITE + "/new.dita", "<topic id='n'/>");
        String copy = SITE + "/copy.dita";
        session.getWorkspace().copy(TOPIC, copy);
        run();
        session.refresh(false);
        session.getWorkspace().copy(TOPIC, SITE + "/second.dita");
        run();
        String ofNew = facts(path).uuid();
        String ofSecond = facts(SITE + "/second.dita").uuid();

        for (GuidesProperties mode : List.of(GuidesProperties.WRITE, GuidesProperties.OWN, GuidesProperties.WRITE)) {
            run(mode);
            assertEquals(ofNew, facts(path).uuid());
            assertEquals(ofNew, text(path, "fmUuid"));
            assertEquals(List.of(path), references().withUuid(ofNew));
            assertEquals(ofSecond, text(SITE + "/second.dita", "fmUuid"));
            assertEquals("GUID-of-topic", facts(TOPIC).uuid());
        }
        assertFalse(content(path).hasProperty("openguides/uuid"), "it has served");
    }

    /** Otherwise it would never count as processed. */
    @Test
    void aUuidThatAemGuidesAssignsLaterCountsAfterTheNextRunWithAnySetting() throws Exception {
        String path = asset(SITE + "/new.dita", "<topic id='n'/>");
        run(GuidesProperties.OWN);
        content(path).setProperty("fmUuid", "GUID-of-new");
        session.save();
        run(GuidesProperties.WRITE);

        assertEquals(Standing.Outcome.SUCCEEDED, engine.standing(path).outcome());
        assertEquals(List.of(path), references().withUuid("GUID-of-new"));
    }

    @Test
    void aTitleWrittenByARunCanBeUpdatedAfterTheSettingChanges() throws Exception {
        String path = asset(SITE + "/new.dita", "<topic id='n'><title>One</title></topic>");
        run(GuidesProperties.WRITE);
        assertEquals("One", text(path, "metadata/dc:title"));

        replace(path, "<topic id='n'><title>Two</title></topic>");
        run(GuidesProperties.OWN);
        run(GuidesProperties.OWN);
        assertEquals("One", text(path, "metadata/dc:title"));
        assertEquals("Two", facts(path).title());

        run(GuidesProperties.WRITE);
        assertEquals("Two", text(path, "metadata/dc:title"));
        assertEquals("Of Guides", text(TOPIC, "metadata/dc:title"));
    }

    private void replace(String path, String text) throws Exception {
        Node original = content(path).getNode("renditions/original/jcr:content");
        original.setProperty("jcr:data", text);
        session.save();
    }

    @Test
    void theClassIsThatOfAemGuidesOrElseOfTheFile() throws Exception {
        String path = asset(SITE + "/new.dita", "<topic id='n'/>");
        run();

        assertEquals("- of Guides ", facts(TOPIC).ditaClass());
        assertEquals("- topic/topic", facts(path).ditaClass());
        assertFalse(content(path).hasProperty("metadata/dita_class"));
    }

    @Test
    void referencesAreRecorded() throws Exception {
        asset(
                SITE + "/other.dita",
                "<topic id='o'><body><p><xref href='GUID-of-topic.dita'/><xref href='gone.dita'/></p></body></topic>");
        Run run = run();

        assertEquals(
                List.of(MAP, SITE + "/other.dita"),
                references().incoming(facts(TOPIC)).stream()
                        .map(incoming -> incoming.path())
                        .toList());
        assertTrue(engine.log(run.id()).stream().anyMatch(line -> line.contains("gone.dita")));
        assertFalse(engine.log(run.id()).stream().anyMatch(line -> line.contains("GUID-of-topic")));
    }

    @Test
    void twoAssetsWithOneUuidAreReported() throws Exception {
        asset(SITE + "/twin.dita", "<topic id='t'/>");
        processedByGuides(SITE + "/twin.dita", "GUID-of-topic");
        Run run = run();

        assertTrue(engine.log(run.id()).stream()
                .anyMatch(line -> line.contains("its uuid GUID-of-topic is also that of " + TOPIC)));
    }

    @Test
    void processorsOfOtherBundlesCannotWritePropertiesOfAemGuides() throws Exception {
        engine.others = List.of(asset -> ItemResult.success(FileType.OTHERS)
                .with(new PropertyChange("metadata/dc:title", "Foreign"))
                .with(new PropertyChange("./fmUuid", "GUID-foreign"))
                .with(new PropertyChange("metadata/reviewed", "yes")));
        Run run = run();

        assertEquals("Of Guides", text(TOPIC, "metadata/dc:title"));
        assertEquals("GUID-of-topic", text(TOPIC, "fmUuid"));
        assertEquals("yes", text(TOPIC, "metadata/reviewed"));
        assertTrue(engine.log(run.id()).stream()
                .anyMatch(line ->
                        line.contains(TOPIC + ": a processor's change of metadata/dc:title, ./fmUuid is not written")));

        run(GuidesProperties.WRITE);
        assertEquals("Foreign", text(TOPIC, "metadata/dc:title"));
        assertEquals("GUID-foreign", text(TOPIC, "fmUuid"));
    }
}
