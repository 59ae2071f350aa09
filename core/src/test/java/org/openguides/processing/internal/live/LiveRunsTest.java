package org.openguides.processing.internal.live;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openguides.processing.api.RunState;
import org.openguides.processing.internal.catalog.AssetState;
import org.openguides.processing.internal.dita.Specialisations;
import org.openguides.processing.internal.processor.ContentReader;
import org.openguides.processing.internal.processor.LinkProcessor;
import org.openguides.processing.internal.store.Nodes;
import org.openguides.processing.spi.PropertyChange;
import org.openguides.processing.testing.ProcessedContent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What is processed by itself, and how often. */
class LiveRunsTest extends LiveRunsFixture {

    @Test
    void aNewFileIsProcessedOnceAndItsRecordIsRemoved() throws Exception {
        engine.oak.file(TOPIC, "<topic/>");
        processChanges();
        assertEquals(List.of(TOPIC), engine.processed);
        assertEquals(List.of(List.of(TOPIC)), requestedPaths());
        assertTrue(runs.requests().get(0).system());
        assertEquals("system", runs.requests().get(0).requestedBy());
        assertEquals(0, records());

        // its results were no change
        engine.oak.file(ROOT + "/b.dita", "<topic/>");
        processChanges();
        assertEquals(List.of(TOPIC, ROOT + "/b.dita"), engine.processed);
    }

    @Test
    void aChangedOriginalIsProcessedAgain() throws Exception {
        engine.oak.damAsset(TOPIC, "<topic/>");
        processChanges();
        rewrite(TOPIC + "/jcr:content/renditions/original", "<topic id='changed'/>");
        processChanges();
        assertEquals(List.of(TOPIC, TOPIC), engine.processed);
    }

    @Test
    void changedMetadataIsNoReasonToProcess() throws Exception {
        engine.oak.damAsset(TOPIC, "<topic/>");
        processChanges();
        engine.oak.set(TOPIC + "/jcr:content/metadata", "dc:title", "By an author");
        engine.oak.damAsset(ROOT + "/b.dita", "<topic/>");
        processChanges();
        assertEquals(List.of(TOPIC, ROOT + "/b.dita"), engine.processed);
    }

    @Test
    void aCopyIsProcessed() throws Exception {
        engine.oak.damAsset(TOPIC, "<topic/>");
        processChanges();
        engine.session().getWorkspace().copy(TOPIC, ROOT + "/copy.dita");
        processChanges();
        assertEquals(List.of(TOPIC, ROOT + "/copy.dita"), engine.processed);
    }

    @Test
    void theAssetsOfAMovedFolderAreProcessed() throws Exception {
        engine.oak.file(ROOT + "/f/a.dita", "<topic/>");
        engine.oak.file(ROOT + "/f/b.dita", "<topic/>");
        processChanges();
        engine.processed.clear();
        Session session = engine.session();
        session.move(ROOT + "/f", ROOT + "/g");
        session.save();
        processChanges();
        assertEquals(List.of(ROOT + "/g/a.dita", ROOT + "/g/b.dita"), engine.processed);
    }

    @Test
    void anAssetThatAemIsProcessingWaits() throws Exception {
        engine.oak.damAsset(TOPIC, "<topic/>");
        engine.oak.set(TOPIC + "/jcr:content", "dam:assetState", "processing");
        awaitChanges();
        tickAfter(Duration.ofSeconds(1));
        assertEquals(List.of(), runs.requests());
        assertEquals(1, underTest.waiting());

        engine.oak.set(TOPIC + "/jcr:content", "dam:assetState", "processed");
        tickAfter(Duration.ofSeconds(3));
        assertEquals(List.of(TOPIC), engine.processed);
        assertEquals(0, underTest.waiting());
    }

    @Test
    void aChangeBelowTheClaimOfARunWaitsForItsEndAndOthersDoNot() throws Exception {
        engine.oak.file(ROOT + "/held/a.dita", "<topic/>");
        engine.oak.file(ROOT + "/free/b.dita", "<topic/>");
        String user = engine.start(engine.request(ROOT + "/held"));
        awaitChanges(2);
        tickAfter(Duration.ofSeconds(1));
        assertEquals(List.of(ROOT + "/free/b.dita"), engine.processed);

        engine.coordinate(user);
        tickAfter(Duration.ofSeconds(3));
        assertEquals(List.of(ROOT + "/free/b.dita", ROOT + "/held/a.dita"), engine.processed);
        assertEquals(0, underTest.waiting());
    }

    @Test
    void anImportIsOneRunWhoseRecordIsKept() throws Exception {
        int count = ChangedContent.MOST + 50;
        for (int i = 0; i < count; i++) {
            engine.oak.file(ROOT + "/import/t" + i + ".dita", "<topic/>");
        }
        awaitEvents();
        tickAfter(Duration.ofSeconds(16));
        assertEquals(List.of(List.of(ROOT + "/import")), requestedPaths());
        assertEquals(count, Set.copyOf(engine.processed).size());
        assertEquals(count, engine.processed.size());
        assertEquals(RunState.SUCCEEDED, newest().state());
    }

    @Test
    void anImportLeavesOutWhatOtherRunsHoldAndGoesOnWithItLater() throws Exception {
        engine.oak.folder(ROOT + "/import/held");
        String user = engine.start(engine.request(ROOT + "/import/held"));
        int count = ChangedContent.MOST + 50;
        for (int i = 0; i < count; i++) {
            engine.oak.file(ROOT + "/import/" + (i % 50 == 0 ? "held/" : "") + "t" + i + ".dita", "<topic/>");
        }
        awaitEvents();
        tickAfter(Duration.ofSeconds(16));
        assertEquals(List.of(ROOT + "/import/held"), runs.requests().get(0).excludedPaths());
        assertEquals(count - 5, engine.processed.size());
        assertEquals(1, underTest.waiting());

        engine.lifecycle().cancel(user, "admin");
        tickAfter(Duration.ofSeconds(3));
        assertEquals(count, Set.copyOf(engine.processed).size());
        assertEquals(count, engine.processed.size());
        assertEquals(0, underTest.waiting());
    }

    @Test
    void anImportInWhichVeryManyPathsAreHeldWaitsAsAWhole() throws Exception {
        int count = ChangedContent.MOST + 50;
        List<String> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            files.add(engine.oak.file(ROOT + "/import/t" + i + ".dita", "<topic/>"));
        }
        String user = engine.start(engine.request(files.subList(0, 101).toArray(String[]::new)));
        awaitEvents();
        tickAfter(Duration.ofSeconds(16));
        assertEquals(List.of(), runs.requests());
        assertEquals(1, underTest.waiting());

        engine.lifecycle().cancel(user, "admin");
        tickAfter(Duration.ofSeconds(3));
        assertEquals(count, engine.processed.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"fmditaTopicrefs", "fmditaMaprefs", "fmditakeydefrefs"})
    void whatAMapRefersToNowOrDidBeforeIsLinkedAgain(String list) throws Exception {
        String map = ROOT + "/m.ditamap";
        String other = ROOT + "/b.dita";
        engine.oak.file(TOPIC, "<topic/>");
        engine.oak.file(other, "<topic/>");
        processChanges();

        engine.changes = List.of(new PropertyChange(list, List.of(TOPIC, ROOT + "/missing.dita")));
        engine.oak.file(map, "<map/>");
        awaitChanges();
        tickAfter(Duration.ofSeconds(1));
        assertEquals(List.of(TOPIC), runs.requests().get(2).paths());

        engine.changes = List.of(new PropertyChange(list, List.of(other)));
        runs.executeAll();
        tickAfter(Duration.ofSeconds(1));
        int before = runs.requests().size();
        rewrite(map, "<map id='changed'/>");
        awaitChanges();
        engine.clock.forward(Duration.ofSeconds(1));
        underTest.tick();
        runs.executeAll();
        underTest.tick();
        assertEquals(List.of(TOPIC, other), runs.requests().get(before + 1).paths());
    }

    /** From the change of a map to the parent maps of what it names, with the processors of a server. */
    @ParameterizedTest
    @CsvSource({
        "<topicref href='install.dita'/>, /p/install.dita",
        "<topicref keys='install' href='install.dita'/>, /p/install.dita",
        "<keydef keys='logo' href='logo.png' format='png'/>, /p/logo.png",
        "<topicref href='GUID-1.dita'/>, /p/topics/GUID-1.dita",
        "<topicref href='GUID-2'/>, /p/maps/GUID-2.ditamap",
        "<keydef keys='k' href='GUID-1'/>, /p/topics/GUID-1.dita",
    })
    void theParentMapsOfWhatAMapNamesFollowItsChanges(String reference, String target) throws Exception {
        engine.processor = ProcessedContent.processor(new ContentReader(Specialisations.of(List.of())));
        engine.links = new LinkProcessor(new ProcessedContent(engine.oak).references());
        String map = ROOT + "/p/m.ditamap";
        engine.oak.file(ROOT + "/p/install.dita", "<topic id='t'><title>T</title></topic>");
        engine.oak.file(ROOT + "/p/logo.png", "");
        engine.oak.file(ROOT + "/p/topics/GUID-1.dita", "<topic id='t'><title>T</title></topic>");
        engine.oak.file(ROOT + "/p/maps/GUID-2.ditamap", "<map/>");
        processChanges();

        engine.oak.file(map, "<map>" + reference + "</map>");
        processChangesAndLinks();
        assertEquals(List.of(map), parentMaps(ROOT + target));

        rewrite(map, "<map/>");
        processChangesAndLinks();
        assertEquals(List.of(), parentMaps(ROOT + target));
    }

    private void processChangesAndLinks() throws RepositoryException {
        awaitChanges();
        tickAfter(Duration.ofSeconds(1));
        tickAfter(Duration.ofSeconds(1));
        assertEquals(0, underTest.waiting());
    }

    private List<String> parentMaps(String path) throws RepositoryException {
        return Nodes.texts(engine.session().getNode(path + "/jcr:content"), AssetState.PARENT_MAPS);
    }

    @Test
    void anIgnoredAssetIsLeftAlone() throws Exception {
        ignored.add(TOPIC);
        engine.oak.file(TOPIC, "<topic/>");
        engine.oak.file(ROOT + "/b.dita", "<topic/>");
        awaitChanges(2);
        tickAfter(Duration.ofSeconds(1));
        assertEquals(List.of(ROOT + "/b.dita"), engine.processed);
    }

    @Test
    void aRunIsNotStartedWhileTheOneBeforeWorks() throws Exception {
        engine.oak.file(TOPIC, "<topic/>");
        awaitChanges();
        engine.clock.forward(Duration.ofSeconds(1));
        underTest.tick();
        engine.oak.file(ROOT + "/b.dita", "<topic/>");
        awaitChanges();
        engine.clock.forward(Duration.ofSeconds(1));
        underTest.tick();
        assertEquals(1, runs.requests().size());
        assertFalse(newest().state().isEnded());
        runs.executeAll();
        tickAfter(Duration.ZERO);
        assertEquals(List.of(TOPIC, ROOT + "/b.dita"), engine.processed);
    }
}
