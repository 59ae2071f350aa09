package org.openguides.processing.internal.engine;

import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openguides.processing.api.AssetFilter;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.catalog.AssetState;
import org.openguides.processing.internal.catalog.ProcessedRevision;
import org.openguides.processing.internal.catalog.Standing;
import org.openguides.processing.internal.engine.coordination.Coordinations;
import org.openguides.processing.spi.PropertyChange;
import org.openguides.processing.testing.TestCatalogs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Assets processed by bundles with other results versions. */
@Tag(TestCatalogs.TAG)
class ResultsVersionTest {

    private static final AssetFilter WHAT_IS_NOT_PROCESSED = AssetFilter.ALL.withSkipProcessed(true);
    private static final String EARLIER = TestEngine.file(0);
    private static final String NOW = TestEngine.file(1);
    private static final String LATER = TestEngine.file(2);

    private final TestEngine engine = new TestEngine();

    @BeforeEach
    void assets() throws Exception {
        engine.files(3);
        run();
        engine.processed.clear();
        processedBy(EARLIER, 0);
        processedBy(LATER, 1_000);
    }

    @AfterEach
    void close() {
        engine.oak.close();
    }

    @Test
    void whatAnEarlierVersionHasProcessedIsProcessedOnceMore() throws Exception {
        run();
        assertEquals(List.of(EARLIER), engine.processed);

        run();
        assertEquals(List.of(EARLIER), engine.processed, "its results are of this version now");
        assertEquals(revision(NOW).results(), revision(EARLIER).results());
        assertEquals(1_000, revision(LATER).results(), "this version knows no better");
    }

    @Test
    void whatAnEarlierVersionHasProcessedIsLeftOutIfThatIsNotWanted() throws Exception {
        engine.renewOutdated = false;
        run();
        assertEquals(List.of(), engine.processed);
    }

    /** All nodes and attempts select the same assets, even if the configuration changes. */
    @Test
    void aRunKeepsWhatHeldWhenItBegan() throws Exception {
        engine.renewOutdated = false;
        engine.stopAfter = 0;
        String id = engine.start(engine.request(WHAT_IS_NOT_PROCESSED, "/content/dam"));
        assertEquals(Coordinations.Result.INTERRUPTED, engine.coordinate(id));

        engine.renewOutdated = true;
        engine.stopAfter = Integer.MAX_VALUE;
        engine.restartNode();
        assertEquals(Coordinations.Result.ENDED, engine.coordinate(id));

        assertEquals(List.of(), engine.processed);
    }

    @Test
    void theOutcomeIsThatOfThePresentContentWhicheverVersionHasProcessedIt() throws Exception {
        for (String path : List.of(EARLIER, NOW, LATER)) {
            Standing standing = engine.standing(path);
            assertEquals(Standing.Outcome.SUCCEEDED, standing.outcome(), path);
            assertTrue(standing.isProcessed(false), path);
            assertEquals(!path.equals(EARLIER), standing.isProcessed(true), path);
        }
        engine.oak.file(LATER, "<topic id='changed'/>");
        assertEquals(Standing.Outcome.NONE, engine.standing(LATER).outcome());
    }

    @Test
    void theTextOfTheFirstVersionIsTheRevisionAlone() {
        assertEquals("1761291362776-12", new ProcessedRevision("1761291362776-12", 1).text());
        assertEquals("1761291362776-12@3", new ProcessedRevision("1761291362776-12", 3).text());
        for (String content : List.of("1761291362776-12", "", "a@1-12", "0123#45-6")) {
            for (long results : List.of(1L, 2L, 31L)) {
                ProcessedRevision revision = new ProcessedRevision(content, results);
                assertEquals(revision, ProcessedRevision.parse(revision.text()));
            }
        }
        assertFalse(ProcessedRevision.now("x-1").isOutdated());
    }

    private void run() throws Exception {
        String id = engine.start(engine.request(WHAT_IS_NOT_PROCESSED, "/content/dam"));
        assertEquals(Coordinations.Result.ENDED, engine.coordinate(id));
    }

    /** Writes what a bundle with another results version would have written. */
    private void processedBy(String path, long results) throws RepositoryException {
        Session session = engine.oak.login();
        AssetNode asset = AssetNode.of(session.getNode(path)).orElseThrow();
        TestCatalogs.processed(
                engine.catalogs,
                asset,
                new PropertyChange(AssetState.OUTCOME, "SUCCEEDED"),
                new PropertyChange(AssetState.REVISION, new ProcessedRevision(asset.revision(), results).text()),
                new PropertyChange(AssetState.PATH, path));
        session.save();
    }

    private ProcessedRevision revision(String path) throws RepositoryException {
        Node content = engine.oak.login().getNode(path + "/jcr:content");
        return ProcessedRevision.parse(AssetState.textOrEmpty(content, AssetState.REVISION));
    }
}
