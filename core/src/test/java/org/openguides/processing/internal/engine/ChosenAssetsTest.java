package org.openguides.processing.internal.engine;

import javax.jcr.Session;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openguides.processing.api.AssetFilter;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.FileType;
import org.openguides.processing.spi.ItemResult;
import org.openguides.processing.spi.PropertyChange;
import org.openguides.processing.testing.TestCatalogs;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Which assets a run processes. */
@Tag(TestCatalogs.TAG)
class ChosenAssetsTest {

    private final TestEngine engine = new TestEngine();

    @AfterEach
    void nothingIsLeftOpen() {
        assertEquals(0, engine.oak.openSessions());
        engine.oak.close();
    }

    @Test
    void anUnchangedAssetIsSkippedOnRequest() throws Exception {
        engine.files(5);
        engine.results.put("/content/dam/f001.dita", ItemResult.failure(FileType.DITA_TOPIC, "broken"));
        engine.coordinate(engine.start(engine.request("/content/dam")));
        engine.oak.file("/content/dam/f002.dita", "<changed/>");
        engine.processed.clear();
        String id = engine.start(engine.request(AssetFilter.ALL.withSkipProcessed(true), "/content/dam"));
        engine.coordinate(id);
        assertEquals(List.of("/content/dam/f001.dita", "/content/dam/f002.dita"), engine.processed);
    }

    @Test
    void aCopyAndAMovedAssetAreNotTakenForProcessed() throws Exception {
        engine.files(2);
        engine.coordinate(engine.start(engine.request("/content/dam")));
        Session session = engine.session();
        session.getWorkspace().copy("/content/dam/f000.dita", "/content/dam/copy.dita");
        session.getWorkspace().move("/content/dam/f001.dita", "/content/dam/moved.dita");
        engine.processed.clear();
        engine.coordinate(engine.start(engine.request(AssetFilter.ALL.withSkipProcessed(true), "/content/dam")));
        assertEquals(List.of("/content/dam/copy.dita", "/content/dam/moved.dita"), engine.processed);
    }

    @Test
    void theFilterChoosesByTypeAndTime() throws Exception {
        engine.files(3);
        engine.oak.file("/content/dam/x.png", "png");
        AssetFilter images = AssetFilter.ALL.withFileTypes(Set.of(FileType.OTHERS));
        engine.coordinate(engine.start(engine.request(images, "/content/dam")));
        assertEquals(List.of("/content/dam/x.png"), engine.processed);

        engine.processed.clear();
        AssetFilter past = AssetFilter.ALL.withCreated(null, Instant.parse("2001-01-01T00:00:00Z"));
        engine.coordinate(engine.start(engine.request(past, "/content/dam")));
        assertEquals(List.of(), engine.processed);
    }

    @Test
    void aFolderOfDamAssetsIsProcessedLikeOneOfFiles() throws Exception {
        engine.oak.damAsset("/content/dam/d/a.dita", "<topic/>");
        engine.oak.damAsset("/content/dam/d/b.dita", "<topic/>");
        engine.changes = List.of(new PropertyChange("metadata/dc:title", "T"));
        String id = engine.start(engine.request("/content/dam/d"));
        engine.coordinate(id);
        assertEquals(new Counts(2, 0, 0), engine.run(id).counts());
        assertEquals(
                "T",
                engine.session()
                        .getProperty("/content/dam/d/a.dita/jcr:content/metadata/dc:title")
                        .getString());
    }
}
