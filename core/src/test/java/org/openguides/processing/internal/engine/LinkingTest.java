package org.openguides.processing.internal.engine;

import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.Reason;
import org.openguides.processing.api.RunState;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.catalog.AssetState;
import org.openguides.processing.internal.engine.TestEngine.Event;
import org.openguides.processing.spi.Finding;
import org.openguides.processing.spi.PropertyChange;
import org.openguides.processing.testing.TestCatalogs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Properties that are written to the assets of a run when all of them have been processed. */
@Tag(TestCatalogs.TAG)
class LinkingTest {

    private static final int FILES = 25;

    private final TestEngine engine = new TestEngine();
    private final List<String> linked = new ArrayList<>();
    private final Set<String> doubted = new LinkedHashSet<>();
    private final Map<String, Event> events = new HashMap<>();

    @BeforeEach
    void links() {
        engine.batchSize = 1; // so three are linked
        engine.files(FILES);
        engine.links = (run, session) -> (assets, doubtful) -> {
            assets.stream().map(AssetNode::path).filter(doubtful::contains).forEach(doubted::add);
            return link(assets);
        };
    }

    @AfterEach
    void nothingIsLeftOpen() {
        assertEquals(0, engine.oak.openSessions());
        engine.oak.close();
    }

    @Test
    void assetsAreLinkedWhenAllHaveBeenProcessed() throws Exception {
        events.put(TestEngine.file(0), () -> assertEquals(FILES, engine.processed.size()));
        String id = run();

        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
        assertEquals(engine.processed, linked);
        for (String path : linked) {
            assertEquals("near " + path, engine.state(path, "link"));
            assertEquals(1, lines(id, path + ": a finding"));
        }
        assertEquals(1, lines(id, "Broken references and other warnings: " + FILES));
    }

    @Test
    void anAssetIsDoubtedIfAnEarlierOneOfTheRunHasItsUuid() throws Exception {
        engine.changes = List.of(new PropertyChange(AssetState.UUID, "GUID-1"));
        run();
        assertEquals(engine.processed.subList(1, FILES), List.copyOf(doubted));
    }

    /** A processor may not return the uuid. */
    @Test
    void anAssetIsDoubtedIfItHadTheUuidAlready() throws Exception {
        uuidOfAll("GUID-1");
        run();
        assertEquals(engine.processed.subList(1, FILES), List.copyOf(doubted));
    }

    @Test
    void anAssetIsDoubtedByTheUuidThatItGetsAndNotByTheOneItHad() throws Exception {
        uuidOfAll("GUID-1");
        IntStream.range(0, FILES).forEach(i -> engine.whenProcessed(i, () -> says("GUID-of-" + i)));
        run();
        assertEquals(Set.of(), doubted);
    }

    /** Each processor returns one; the last one is written. */
    @Test
    void theLastOfTwoReturnedUuidsCounts() throws Exception {
        IntStream.range(0, FILES).forEach(i -> engine.whenProcessed(i, () -> says("GUID-1", "GUID-of-" + i)));
        run();
        assertEquals(Set.of(), doubted);
    }

    /** The processor requests a change that the repository rejects. */
    @Test
    void anAssetThatFailsIsDoubtedToo() throws Exception {
        uuidOfAll("GUID-1");
        engine.changes = List.of(new PropertyChange("metadata/not[a]name", "value"));
        String id = run();
        assertEquals(new Counts(0, FILES, 0), engine.run(id).counts());
        assertEquals(FILES - 1, doubted.size());
    }

    @Test
    void anAssetWithAUuidOfItsOwnIsNotDoubted() throws Exception {
        run();
        assertEquals(Set.of(), doubted);
    }

    @Test
    void workersOfOtherNodesLinkToo() throws Exception {
        TestEngine rival = engine.rival("other");
        rival.links = engine.links;
        String id = engine.start(engine.request("/content/dam"));
        events.put(TestEngine.file(0), () -> rival.partitions().work(id, "p00002", () -> false));
        engine.coordinate(id);
        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
        assertEquals(FILES, Set.copyOf(linked).size());
        assertEquals(FILES, linked.size());
        assertTrue(linked.indexOf(TestEngine.file(10)) < linked.indexOf(TestEngine.file(9)));
    }

    @Test
    void whatIsLinkedAlreadyIsNotWrittenAgain() throws Exception {
        run();
        String before = engine.dump("/content/dam");
        run();
        assertEquals(before, engine.dump("/content/dam"));
    }

    @Test
    void anotherAttemptGoesOnWhereThePreviousOneDied() throws Exception {
        String last = TestEngine.file(24);
        events.put(last, TestEngine::crash);
        String id = engine.start(engine.request("/content/dam"));
        assertThrows(Crash.class, () -> engine.coordinate(id));
        assertEquals(RunState.RUNNING, engine.run(id).state());
        assertEquals(new Counts(FILES, 0, 0), engine.run(id).counts());

        linked.clear();
        engine.restartNode();
        engine.coordinate(id);
        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
        assertEquals(IntStream.range(23, FILES).mapToObj(TestEngine::file).toList(), linked);
        assertEquals(FILES, engine.processed.size(), "nothing is processed again");
        for (int i = 0; i < FILES; i++) {
            assertEquals(1, lines(id, TestEngine.file(i) + ": a finding"), TestEngine.file(i));
        }
        assertEquals(1, lines(id, "Broken references and other warnings: " + FILES));
    }

    @Test
    void deathsBetweenWhichTheLinkingComesFurtherAreForgiven() throws Exception {
        String id = engine.start(engine.request("/content/dam"));
        for (int i = 2; i < FILES; i += 4) {
            events.put(TestEngine.file(i), TestEngine::crash);
        }
        while (!events.isEmpty()) {
            assertThrows(Crash.class, () -> engine.coordinate(id));
            engine.restartNode();
        }
        engine.coordinate(id);
        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
    }

    @Test
    void anAssetThatCannotBeWrittenCausesAWarningForItselfOnly() throws Exception {
        String refuses = TestEngine.file(3);
        events.put(refuses, () -> checkIn(refuses));
        String id = run();

        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
        assertEquals("near " + TestEngine.file(4), engine.state(TestEngine.file(4), "link"));
        assertEquals(1, lines(id, refuses + ": its parent maps cannot be written"));
        assertEquals(1, lines(id, "Broken references and other warnings: " + (FILES + 1)));
    }

    @Test
    void anAssetThatIsGoneMeanwhileDoesNotMatter() throws Exception {
        String gone = TestEngine.file(3);
        events.put(TestEngine.file(1), () -> {
            engine.oak.remove(gone);
        });
        events.put(TestEngine.file(9), () -> engine.oak.remove(TestEngine.file(2)));
        String id = run();

        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
        assertEquals("near " + TestEngine.file(4), engine.state(TestEngine.file(4), "link"));
    }

    @Test
    void aRunCanBeCancelledWhileItsAssetsAreLinked() throws Exception {
        String id = engine.start(engine.request("/content/dam"));
        events.put(TestEngine.file(3), () -> engine.cancel(id, "writer"));
        engine.coordinate(id);
        assertEquals(RunState.CANCELLED, engine.run(id).state());
        assertFalse(linked.contains(TestEngine.file(24)));

        engine.resume(id);
        engine.coordinate(id);
        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
        assertTrue(linked.contains(TestEngine.file(24)));
        assertEquals(FILES, engine.processed.size());
    }

    private void says(String... uuids) {
        engine.changes = Stream.of(uuids)
                .map(uuid -> new PropertyChange(AssetState.UUID, uuid))
                .toList();
    }

    private void uuidOfAll(String uuid) throws RepositoryException {
        Session session = engine.session();
        for (int i = 0; i < FILES; i++) {
            Node content = session.getNode(TestEngine.file(i) + "/jcr:content");
            content.addMixin(AssetState.MIXIN);
            content.setProperty(AssetState.UUID, uuid);
        }
        session.save();
    }

    private String run() throws Exception {
        String id = engine.start(engine.request("/content/dam"));
        engine.coordinate(id);
        return id;
    }

    private List<AssetLinks.Links> link(List<AssetNode> assets) throws RepositoryException {
        List<AssetLinks.Links> links = new ArrayList<>();
        for (AssetNode asset : assets) {
            links.add(link(asset));
        }
        return links;
    }

    private AssetLinks.Links link(AssetNode asset) throws RepositoryException {
        linked.add(asset.path());
        Event event = events.remove(asset.path());
        if (event != null) {
            event.happen();
        }
        return new AssetLinks.Links(
                List.of(new PropertyChange("openguides/link", "near " + asset.path())),
                List.of(Finding.of(Reason.KEY_UNDEFINED, "a finding")));
    }

    private long lines(String id, String part) {
        return engine.log(id).stream().filter(line -> line.contains(part)).count();
    }

    private void checkIn(String path) throws RepositoryException {
        Session session = engine.session();
        Node state = session.getNode(path + "/jcr:content/openguides");
        state.addMixin("mix:versionable");
        session.save();
        session.getWorkspace().getVersionManager().checkin(state.getPath());
    }
}
