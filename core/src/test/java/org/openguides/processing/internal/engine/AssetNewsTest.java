package org.openguides.processing.internal.engine;

import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.RunState;
import org.openguides.processing.api.RunType;
import org.openguides.processing.internal.dita.Specialisations;
import org.openguides.processing.internal.processor.ContentReader;
import org.openguides.processing.spi.ItemResult;
import org.openguides.processing.spi.PropertyChange;
import org.openguides.processing.testing.ProcessedContent;
import org.openguides.processing.testing.TestCatalogs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What the listener of a node is told of assets and runs. */
@Tag(TestCatalogs.TAG)
class AssetNewsTest implements EngineListener {

    private static final String ALL = "/content/dam";

    private final TestEngine engine = new TestEngine();
    private final List<CommittedAsset> news = new ArrayList<>();
    private final List<String> runs = new ArrayList<>();
    private boolean wantsAssets = true;

    @Override
    public boolean wantsAssets() {
        return wantsAssets;
    }

    /** Reads in a session of its own, which sees what has been committed and nothing else. */
    @Override
    public void committed(List<CommittedAsset> assets) {
        for (CommittedAsset asset : assets) {
            try {
                assertTrue(asset.isFailed() || engine.session().nodeExists(asset.path() + "/jcr:content/openguides"));
            } catch (RepositoryException e) {
                throw new IllegalStateException(e);
            }
        }
        news.addAll(assets);
    }

    @Override
    public boolean wantsRuns() {
        return true;
    }

    @Override
    public void started(Run run) {
        runs.add("started " + run.state());
    }

    @Override
    public void ended(Run run) {
        runs.add("ended " + run.state() + " " + run.counts());
    }

    @BeforeEach
    void listen() {
        engine.listener = this;
        engine.processor = ProcessedContent.processor(new ContentReader(Specialisations.of(List.of())));
    }

    @AfterEach
    void nothingIsLeftOpen() {
        assertEquals(0, engine.oak.openSessions());
        engine.oak.close();
    }

    private void rewrite(String path, String text) throws RepositoryException {
        Session session = engine.session();
        session.getNode(path + "/jcr:content")
                .setProperty(
                        "jcr:data",
                        session.getValueFactory()
                                .createBinary(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
        session.save();
    }

    private void process() throws Exception {
        process(engine.request(ALL));
    }

    private void process(RunRequest request) throws Exception {
        news.clear();
        engine.coordinate(engine.start(request));
    }

    @Test
    void anAssetThatIsProcessedForTheFirstTimeIsCreated() throws Exception {
        engine.files(9);
        process();
        assertEquals(9, news.size());
        for (int i = 0; i < 9; i++) {
            CommittedAsset asset = news.get(i);
            assertEquals(TestEngine.file(i), asset.path());
            assertTrue(asset.created());
            assertEquals("", asset.error());
            assertTrue(asset.uuid().startsWith("GUID-"), asset.uuid());
        }
    }

    @Test
    void onlyTheAssetThatHasChangedIsModified() throws Exception {
        engine.files(9);
        process();
        String uuid = news.get(3).uuid();
        rewrite(TestEngine.file(3), "<topic id='t3'><title>New</title></topic>");
        process();
        assertEquals(List.of(new CommittedAsset(TestEngine.file(3), false, "", uuid)), news);
        process();
        assertEquals(List.of(), news, "a run that finds everything up to date tells nothing");
    }

    @Test
    void aCopyIsCreatedAndAMovedAssetIsModified() throws Exception {
        engine.files(2);
        process();
        String moved = news.get(1).uuid();
        Session session = engine.session();
        session.getWorkspace().copy(TestEngine.file(0), ALL + "/copy.dita");
        session.move(TestEngine.file(1), ALL + "/moved.dita");
        session.save();
        process();
        assertEquals(
                List.of(ALL + "/copy.dita true", ALL + "/moved.dita false"),
                news.stream().map(asset -> asset.path() + " " + asset.created()).toList());
        assertEquals(moved, news.get(1).uuid());
    }

    @Test
    void anAssetWithAUuidOfAemGuidesIsModified() throws Exception {
        engine.files(1);
        Session session = engine.session();
        Node content = session.getNode(TestEngine.file(0) + "/jcr:content");
        content.addMixin("openguides:Processed");
        content.setProperty("fmUuid", "GUID-of-guides");
        session.save();
        process();
        assertEquals(List.of(new CommittedAsset(TestEngine.file(0), false, "", "GUID-of-guides")), news);
    }

    @Test
    void aFailedAssetHasItsReason() throws Exception {
        engine.files(1);
        engine.processor = asset -> ItemResult.failure(FileType.DITA_TOPIC, "line 1: broken");
        process();
        assertEquals(List.of(new CommittedAsset(TestEngine.file(0), true, "line 1: broken", "")), news);
        process();
        assertEquals(List.of(), news, "its file has not changed, nor has the reason");
    }

    @Test
    void changesThatTheRepositoryRefusesFailTheAsset() throws Exception {
        engine.files(1);
        engine.processor =
                asset -> ItemResult.success(FileType.OTHERS).with(new PropertyChange("metadata/not[a]name", "value"));
        process();
        assertEquals(1, news.size());
        assertTrue(news.get(0).isFailed());
        assertEquals(TestEngine.file(0), news.get(0).path());
    }

    /** A checked-in asset takes no outcome either. */
    @Test
    void anAssetThatCannotBeWrittenHasFailed() throws Exception {
        engine.files(3);
        engine.processor = asset -> ItemResult.success(FileType.OTHERS);
        Session author = engine.session();
        author.getNode(TestEngine.file(1) + "/jcr:content").addMixin("mix:versionable");
        author.save();
        author.getWorkspace().getVersionManager().checkin(TestEngine.file(1) + "/jcr:content");
        process();
        assertEquals(
                List.of(TestEngine.file(1)),
                news.stream()
                        .filter(CommittedAsset::isFailed)
                        .map(CommittedAsset::path)
                        .toList());
        assertEquals(3, news.size());
    }

    /** The batch is replayed asset by asset. */
    @Test
    void aConflictMakesNoNewsTwice() throws Exception {
        engine.files(10);
        engine.processor = asset -> {
            if (asset.getPath().equals(TestEngine.file(1)) && engine.processed.isEmpty()) {
                engine.processed.add(asset.getPath());
                CompletableFuture.runAsync(() -> engine.oak.set(TestEngine.file(0), "jcr:content/fmUuid", "GUID-1"))
                        .join();
            }
            return ItemResult.success(FileType.DITA_TOPIC).with(new PropertyChange("fmUuid", asset.getName()));
        };
        Session session = engine.session();
        session.getNode(TestEngine.file(0) + "/jcr:content").addMixin("openguides:Processed");
        session.save();
        process();
        assertEquals(1, engine.processed.size(), "there was a conflict");
        assertEquals(
                IntStream.range(0, 10).mapToObj(TestEngine::file).toList(),
                news.stream().map(CommittedAsset::path).toList());
    }

    @Test
    void aDeathBeforeTheCommitMakesNoNews() throws Exception {
        engine.files(8);
        String id = engine.start(engine.request(ALL));
        engine.oak.cutOffAfter(5);
        assertThrows(Exception.class, () -> engine.coordinate(id));
        int before = news.size();
        engine.oak.makeRoom();
        engine.restartNode();
        engine.coordinate(id);
        assertTrue(before < 8, "it died in the middle");
        assertEquals(8, news.stream().map(CommittedAsset::path).distinct().count());
        assertEquals(8, news.size());
    }

    @Test
    void dryRunsComparisonsAndResetsMakeNone() throws Exception {
        engine.files(3);
        process(engine.request(ALL).toBuilder().dryRun(true).build());
        assertEquals(List.of(), news);
        process(engine.comparison(ALL));
        assertEquals(List.of(), news);
        process();
        assertEquals(3, news.size());
        process(engine.request(ALL).toBuilder().type(RunType.RESET).build());
        assertEquals(List.of(), news);
    }

    @Test
    void aListenerThatWantsNoAssetsIsToldOfNone() throws Exception {
        wantsAssets = false;
        engine.files(3);
        process();
        assertEquals(List.of(), news);
    }

    @Test
    void runsAreToldOnceTheyAreSaved() throws Exception {
        engine.files(3);
        process();
        assertEquals(List.of("started RUNNING", "ended SUCCEEDED succeeded=3, failed=0, skipped=0"), runs);
    }

    @Test
    void aTakeoverIsNoStart() throws Exception {
        engine.files(8);
        String id = engine.start(engine.request(ALL));
        engine.oak.cutOffAfter(5);
        assertThrows(Exception.class, () -> engine.coordinate(id));
        engine.oak.makeRoom();
        engine.restartNode();
        engine.coordinate(id);
        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
        assertEquals(List.of("started RUNNING", "ended SUCCEEDED succeeded=8, failed=0, skipped=0"), runs);
    }
}
