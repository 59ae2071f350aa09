package org.openguides.processing.internal.engine;

import javax.jcr.ItemNotFoundException;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import org.apache.jackrabbit.oak.plugins.document.DocumentStoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.RunState;
import org.openguides.processing.internal.catalog.Standing;
import org.openguides.processing.internal.session.Outage;
import org.openguides.processing.spi.AssetProcessor;
import org.openguides.processing.spi.ItemResult;
import org.openguides.processing.spi.PropertyChange;
import org.openguides.processing.testing.TestCatalogs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** A processor that misbehaves for one asset fails that asset, but neither the run nor the rest of its batch. */
@Tag(TestCatalogs.TAG)
class BadProcessorTest {

    private static final ItemResult GOOD = ItemResult.success(FileType.DITA_TOPIC);
    private static final String ERROR = "an error in the processor; see the server's log";
    private static final String UNREADABLE = "its content cannot be read; see the server's log";

    private final TestEngine engine = new TestEngine();

    @AfterEach
    void nothingIsLeftOpen() {
        assertEquals(0, engine.oak.openSessions());
        engine.oak.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void costsItsAsset(String name, AssetProcessor fault, String reason) throws Exception {
        engine.files(6);
        String bad = TestEngine.file(2);
        engine.processor = asset -> asset.getPath().equals(bad) ? fault.process(asset) : GOOD;

        String id = engine.start(engine.request("/content/dam"));
        engine.coordinate(id);

        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
        assertEquals(new Counts(5, 1, 0), engine.run(id).counts());
        assertEquals(Standing.Outcome.FAILED, engine.standing(bad).outcome());
        assertEquals(reason, engine.standing(bad).error());
    }

    /** It may be available again when the batch is committed, and the asset would have failed unnecessarily. */
    @Test
    void anUnavailableDatabaseFailsNoAsset() throws Exception {
        engine.files(6);
        engine.processor = asset -> {
            throw new IllegalStateException(new DocumentStoreException("connection refused"));
        };
        String id = engine.start(engine.request("/content/dam"));
        engine.whenDispatched(() -> {
            assertThrows(RepositoryException.class, () -> engine.partitions().work(id, "p00001", () -> false));
            engine.processor = asset -> GOOD;
        });

        engine.coordinate(id);

        assertEquals(new Counts(6, 0, 0), engine.run(id).counts());
    }

    /** Like MongoDB does for more than 16 MB, with the same exception as for an outage. */
    @Test
    void aDocumentThatTheDatabaseRejectsFailsOneAsset() throws Exception {
        engine.files(6);
        String bad = TestEngine.file(2);
        PropertyChange large = new PropertyChange("large", "x".repeat(100_000));
        engine.processor = asset -> asset.getPath().equals(bad) ? GOOD.with(large) : GOOD;
        engine.oak.limitDocuments(50_000);

        String id = engine.start(engine.request("/content/dam"));
        engine.coordinate(id);

        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
        assertEquals(new Counts(5, 1, 0), engine.run(id).counts());
        assertEquals(
                "the database of the repository refuses to store its results, 10 times in a row, while it stores others;"
                        + " see the server's log",
                engine.standing(bad).error());
    }

    /** A full document does not accept an outcome either: it is only logged. */
    @Test
    void anAssetWhoseDocumentIsFullFailsAlone() throws Exception {
        engine.files(6);
        String bad = TestEngine.file(2);
        Session author = engine.session();
        Node content = author.getNode(bad + "/jcr:content");
        content.addMixin("openguides:Processed");
        content.addNode("openguides", "nt:unstructured").setProperty("large", "x".repeat(50_000));
        author.save();
        engine.oak.limitDocuments(50_000);

        String id = engine.start(engine.request("/content/dam"));
        engine.coordinate(id);

        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
        assertEquals(new Counts(5, 1, 0), engine.run(id).counts());
        assertEquals(
                1,
                engine.log(id).stream()
                        .filter(line -> line.contains("Failed: " + bad + ": the database of the repository refuses"))
                        .count());
    }

    /** Nothing is known about a single asset while no commit is accepted: the job waits. */
    @Test
    void aDatabaseThatRejectsEverythingFailsNoAsset() throws Exception {
        engine.files(6);
        String id = engine.start(engine.request("/content/dam"));
        engine.whenDispatched(() -> {
            engine.whenProcessed(4, () -> engine.oak.limitDocuments(1));
            engine.batchSize = 6;
            RepositoryException refused = assertThrows(
                    RepositoryException.class, () -> engine.partitions().work(id, "p00001", () -> false));
            assertTrue(Outage.isOutage(refused));
            engine.oak.makeRoom();
        });

        engine.coordinate(id);

        assertEquals(new Counts(6, 0, 0), engine.run(id).counts());
    }

    @Test
    void aPropertyThatExceedsTheLimitOfAllStoresIsRejectedByName() throws Exception {
        engine.files(6);
        String bad = TestEngine.file(2);
        PropertyChange large = new PropertyChange(
                "guidesParentMaps", Collections.nCopies(30_000, "/content/dam/a/map/at/a/long/path/x.ditamap"));
        engine.processor = asset -> asset.getPath().equals(bad) ? GOOD.with(large) : GOOD;

        String id = engine.start(engine.request("/content/dam"));
        engine.coordinate(id);

        assertEquals(new Counts(5, 1, 0), engine.run(id).counts());
        assertEquals(
                "the repository refuses its changes: guidesParentMaps would have 1290000 characters, and a property may"
                        + " have 1000000",
                engine.standing(bad).error());
    }

    @SuppressWarnings("NullAway") // one of them ends the JVM on purpose
    static Stream<Arguments> faults() {
        PropertyChange nameless = new PropertyChange("metadata/not[a]name", "value");
        return Stream.of(
                fault("throws IOException", UNREADABLE, asset -> {
                    throw new IOException("fault");
                }),
                fault("throws RepositoryException", UNREADABLE, asset -> {
                    throw new ItemNotFoundException("fault");
                }),
                fault("throws RuntimeException", ERROR, asset -> {
                    throw new IllegalStateException("fault");
                }),
                fault("throws LinkageError", ERROR, asset -> {
                    throw new NoClassDefFoundError("fault");
                }),
                fault("returns nothing", ERROR, asset -> null),
                fault(
                        "has a name that is none",
                        "the repository refuses its changes: Invalid name or path: not[a]name",
                        asset -> GOOD.with(nameless)));
    }

    private static Arguments fault(String name, String reason, AssetProcessor fault) {
        return arguments(name, fault, reason);
    }

    /** A checked-in asset cannot be written: its outcome is only logged. */
    @Test
    void anAssetThatCannotBeWrittenFails() throws Exception {
        engine.files(6);
        String fixed = TestEngine.file(2);
        engine.changes = List.of(new PropertyChange("fmUuid", "GUID-1"));
        Session author = engine.session();
        author.getNode(fixed + "/jcr:content").addMixin("mix:versionable");
        author.save();
        author.getWorkspace().getVersionManager().checkin(fixed + "/jcr:content");

        String id = engine.start(engine.request("/content/dam"));
        engine.coordinate(id);

        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
        assertEquals(new Counts(5, 1, 0), engine.run(id).counts());
        assertEquals(
                1,
                engine.log(id).stream()
                        .filter(line -> line.contains("Failed: " + fixed + ": the repository refuses"))
                        .count());
    }
}
