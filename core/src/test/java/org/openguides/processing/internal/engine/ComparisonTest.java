package org.openguides.processing.internal.engine;

import javax.jcr.Session;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openguides.processing.api.Comparison;
import org.openguides.processing.api.Comparison.Difference;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.GuidesProperties;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.RunState;
import org.openguides.processing.internal.dita.Specialisations;
import org.openguides.processing.internal.processor.ContentReader;
import org.openguides.processing.internal.processor.LinkProcessor;
import org.openguides.processing.spi.ItemResult;
import org.openguides.processing.spi.PropertyChange;
import org.openguides.processing.testing.ProcessedContent;
import org.openguides.processing.testing.TestCatalogs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Runs that report what another run would write, and write nothing. */
@Tag(TestCatalogs.TAG)
class ComparisonTest {

    private static final String SITE = "/content/dam/site";
    private static final String TOPIC = SITE + "/topic.dita";
    private static final String MAP = SITE + "/map.ditamap";

    private final TestEngine engine = new TestEngine();
    private final Session session = engine.session();

    @BeforeEach
    void assets() {
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

    private void set(String path, String property, String value) throws Exception {
        session.refresh(false);
        int slash = property.lastIndexOf('/');
        session.getNode(path + "/jcr:content" + (slash < 0 ? "" : "/" + property.substring(0, slash)))
                .setProperty(property.substring(slash + 1), value);
        session.save();
    }

    private void process() throws Exception {
        engine.coordinate(engine.start(engine.request(SITE)));
    }

    private Run compare() throws Exception {
        String before = engine.dump("/content");
        String id = engine.start(engine.comparison(SITE));
        engine.coordinate(id);
        assertEquals(before, engine.dump("/content"), "it writes nothing");
        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
        return engine.run(id);
    }

    private static Comparison found(Run run) {
        return Objects.requireNonNull(run.comparison());
    }

    private boolean logs(Run run, String text) {
        return engine.log(run.id()).stream().anyMatch(line -> line.contains(text));
    }

    @Test
    void reportsWhatWouldBeWritten() throws Exception {
        set(TOPIC, "fmUuid", "GUID-1");
        Run run = compare();

        assertEquals(new Counts(3, 0, 0), run.counts());
        assertEquals(
                Map.of(
                        "fmUuid", 2L,
                        "metadata/dc:title", 2L,
                        "metadata/dita_class", 2L,
                        "metadata/docstate", 2L,
                        "openguides", 3L),
                found(run).properties());
        assertEquals(3, found(run).compared());
        assertEquals(
                List.of(MAP, SITE + "/photo.png", TOPIC),
                found(run).examples().stream().map(Difference::path).toList());
        assertEquals(
                List.of("openguides", "metadata/dc:title", "metadata/dita_class", "metadata/docstate"),
                found(run).examples().get(2).properties());
        assertTrue(logs(run, "Differs: " + TOPIC + ": openguides, metadata/dc:title"));
        assertTrue(logs(run, "metadata/docstate                |            2"));
        assertTrue(run.comment().contains("nothing was written"), run.comment());
    }

    @Test
    void findsNoDifferenceRightAfterARun() throws Exception {
        process();
        Run run = compare();

        assertEquals(Map.of(), found(run).properties());
        assertEquals(List.of(), found(run).examples());
        assertEquals(3, found(run).compared());
    }

    /** A comparison beside AEM Guides shows how its results differ from those of this bundle. */
    @Test
    void besideAemGuidesItReportsWhatWouldBeWrittenInItsPlace() throws Exception {
        engine.guidesProperties = GuidesProperties.OWN;
        process();
        set(TOPIC, "fmUuid", "GUID-of-guides");
        set(TOPIC, "metadata/dita_class", "- of Guides ");
        Run run = compare();

        assertEquals(2L, found(run).properties().get("metadata/dita_class"));
        assertEquals(2L, found(run).properties().get("fmUuid"));
        assertEquals(GuidesProperties.OWN, run.guidesProperties());
    }

    /**
     * In place of AEM Guides the name of a file would take precedence over the assigned uuid, and other bundles may
     * write its properties.
     */
    @Test
    void besideAemGuidesItsPropertiesAreComparedToo() throws Exception {
        engine.guidesProperties = GuidesProperties.OWN;
        String named = engine.oak.damAsset(SITE + "/GUID-of-name.dita", "<topic id='n'/>");
        set(named, "fmUuid", "GUID-of-guides");
        process();
        engine.others = List.of(
                asset -> ItemResult.success(FileType.OTHERS).with(new PropertyChange("metadata/docstate", "Foreign")));
        Run run = compare();

        assertEquals(4L, found(run).properties().get("metadata/docstate"));
        assertTrue(
                found(run).examples().stream()
                        .anyMatch(example -> example.path().equals(named)
                                && example.properties().contains("fmUuid")),
                found(run)::toString);
    }

    @Test
    void parentMapsAreComparedOnceTheCatalogKnowsTheMaps() throws Exception {
        Run early = compare();
        assertEquals(1, found(early).unknownMaps());
        assertNull(found(early).properties().get("guidesParentMaps"));
        assertTrue(logs(early, "Parent maps and keys are not compared: 1 of the maps"));

        process();
        set(TOPIC, "metadata/docstate", "Reviewed");
        session.getNode(TOPIC + "/jcr:content").getProperty("guidesParentMaps").remove();
        session.save();
        Run late = compare();
        assertEquals(0, found(late).unknownMaps());
        assertEquals(Map.of("guidesParentMaps", 1L), found(late).properties());
        assertEquals(
                List.of(new Difference(TOPIC, List.of("guidesParentMaps"))),
                found(late).examples());
    }

    /**
     * A map refers to it by a uuid that it has, or would get, but that the catalog does not know yet. Until now the map
     * expects it in its own folder.
     */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theParentMapsOfAnAssetThatNoRunHasSeenAreCompared(boolean besideGuides) throws Exception {
        String map = engine.oak.damAsset(
                SITE + "/books/uuids.ditamap", "<map><title>Uuids</title><topicref href='GUID-of-new.dita'/></map>");
        process();
        String path = SITE + (besideGuides ? "/new.dita" : "/GUID-of-new.dita");
        engine.oak.damAsset(path, "<topic id='n'><title>New</title></topic>");
        if (besideGuides) {
            set(path, "fmUuid", "GUID-of-new");
        }
        Run run = compare();
        assertEquals(0, found(run).unknownMaps());
        List<Difference> differences = found(run).examples();

        process();
        assertTrue(session.propertyExists(path + "/jcr:content/guidesParentMaps"), "a run writes them");
        assertEquals(
                path,
                session.getProperty(map + "/jcr:content/fmditaTopicrefs")
                        .getValues()[0]
                        .getString());
        assertEquals(
                List.of(path, map), differences.stream().map(Difference::path).toList());
        assertTrue(differences.get(0).properties().contains("guidesParentMaps"), differences::toString);
        assertEquals(List.of("fmditaTopicrefs"), differences.get(1).properties());
    }

    @Test
    void anAssetThatDiffersInBothPhasesIsOneExample() throws Exception {
        process();
        set(TOPIC, "fmditaTopicrefs", "x");
        session.getNode(TOPIC + "/jcr:content").getProperty("guidesParentMaps").remove();
        session.save();

        assertEquals(
                List.of(new Difference(TOPIC, List.of("fmditaTopicrefs", "guidesParentMaps"))),
                found(compare()).examples());
    }

    @Test
    void namesTheFirstHundredAndCountsAll() throws Exception {
        for (int i = 0; i < 130; i++) {
            engine.oak.damAsset(String.format("%s/more/t%03d.dita", SITE, i), "<topic id='t'/>");
        }
        Comparison found = found(compare());

        assertEquals(133, found.compared());
        assertEquals(133L, found.properties().get("fmUuid"));
        assertEquals(100, found.examples().size());
        assertEquals(MAP, found.examples().get(0).path());
        assertEquals(SITE + "/more/t098.dita", found.examples().get(99).path());
    }

    @Test
    void afterACancelItGoesOnAndCountsEachAssetOnce() throws Exception {
        engine.batchSize = 1;
        engine.partitionSize = 2;
        for (int i = 0; i < 9; i++) {
            engine.oak.damAsset(SITE + "/t" + i + ".dita", "<topic id='t'/>");
        }
        String before = engine.dump("/content");
        String id = engine.start(engine.comparison(SITE));
        int[] seen = {0};
        engine.others = List.of(asset -> {
            if (++seen[0] == 5) {
                TestEngine.happen(() -> engine.cancel(id, "admin"));
            }
            return ItemResult.success(FileType.OTHERS);
        });
        engine.coordinate(id);
        assertEquals(RunState.CANCELLED, engine.run(id).state());
        assertTrue(found(engine.run(id)).compared() < 12);

        engine.resume(id);
        engine.coordinate(id);
        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
        assertEquals(12, found(engine.run(id)).compared());
        assertEquals(12L, found(engine.run(id)).properties().get("fmUuid"));
        assertEquals(12, found(engine.run(id)).examples().size());
        assertEquals(before, engine.dump("/content"));
    }

    @Test
    void afterADeathItGoesOnAndCountsEachAssetOnce() throws Exception {
        engine.batchSize = 1;
        String id = engine.start(engine.comparison(SITE));
        int[] seen = {0};
        engine.others = List.of(asset -> {
            if (++seen[0] == 2) {
                TestEngine.crash();
            }
            return ItemResult.success(FileType.OTHERS);
        });
        assertThrows(Crash.class, () -> engine.coordinate(id));
        engine.restartNode();
        engine.coordinate(id);

        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
        assertEquals(3, found(engine.run(id)).compared());
        assertEquals(3L, found(engine.run(id)).properties().get("openguides"));
    }

    @Test
    void aFailedAssetIsReportedAsInOtherRuns() throws Exception {
        engine.oak.damAsset(SITE + "/broken.dita", "<topic");
        Run run = compare();

        assertEquals(new Counts(3, 1, 0), run.counts());
        assertTrue(logs(run, "Failed: " + SITE + "/broken.dita"));
        assertTrue(run.comment().startsWith("1 of 4 assets failed. "), run.comment());
    }

    @Test
    void whatOtherProcessorsWouldWriteIsComparedToo() throws Exception {
        process();
        engine.others = List.of(asset ->
                ItemResult.success(FileType.OTHERS).with(new PropertyChange("metadata/reviewed", asset.getName())));

        assertEquals(Map.of("metadata/reviewed", 3L), found(compare()).properties());
    }

    /** Other bundles may write any number of properties; a record must not grow with them. */
    @Test
    void veryManyPropertiesAreCountedTogetherBeyondALimit() throws Exception {
        process();
        engine.batchSize = 1;
        int[] seen = {0};
        engine.others = List.of(asset -> {
            ItemResult result = ItemResult.success(FileType.OTHERS);
            for (int i = 0; i < 60; i++) {
                result = result.with(new PropertyChange("metadata/p" + seen[0]++, "x"));
            }
            return result;
        });
        Comparison found = found(compare());

        assertEquals(101, found.properties().size());
        assertEquals(80L, found.properties().get("(others)"));
    }

    @Test
    void aRunThatComparesIsADryRun() {
        assertThrows(
                IllegalArgumentException.class,
                () -> RunRequest.of(List.of(SITE), "admin").compare(true).build());
    }
}
