package org.openguides.processing.internal.engine;

import javax.jcr.Node;
import javax.jcr.Session;

import java.util.List;

import org.apache.jackrabbit.api.JackrabbitSession;
import org.apache.jackrabbit.api.security.user.User;
import org.apache.jackrabbit.commons.jackrabbit.authorization.AccessControlUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunState;
import org.openguides.processing.internal.catalog.Standing;
import org.openguides.processing.spi.AssetProcessor;
import org.openguides.processing.spi.ItemResult;
import org.openguides.processing.spi.PropertyChange;
import org.openguides.processing.testing.TestCatalogs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What goes wrong with one asset costs no other. */
@Tag(TestCatalogs.TAG)
class OneBadAssetTest {

    private final TestEngine engine = new TestEngine();

    @AfterEach
    void nothingIsLeftOpen() {
        assertEquals(0, engine.oak.openSessions());
        engine.oak.close();
    }

    @Test
    void aFailedAssetIsCountedCommentedAndLoggedAndTheOthersGoOn() throws Exception {
        engine.files(12);
        engine.results.put("/content/dam/f003.dita", ItemResult.failure(FileType.DITA_TOPIC, "line 1: broken"));
        engine.results.put("/content/dam/f011.dita", ItemResult.skipped(FileType.OTHERS, "not now"));
        String id = engine.start(engine.request("/content/dam"));
        engine.coordinate(id);
        Run run = engine.run(id);
        assertEquals(RunState.SUCCEEDED, run.state());
        assertEquals(new Counts(10, 1, 1), run.counts());
        assertEquals("1 of 12 assets failed, 1 skipped", run.comment());
        List<String> log = engine.log(id);
        assertTrue(log.stream().anyMatch(line -> line.endsWith("Failed: /content/dam/f003.dita: line 1: broken")));
        assertTrue(log.stream().anyMatch(line -> line.endsWith("Skipped: /content/dam/f011.dita: not now")));
        assertTrue(log.stream().anyMatch(line -> line.contains("10 succeeded, 1 failed, 1 skipped")));
        assertEquals(
                Standing.Outcome.FAILED,
                engine.standing("/content/dam/f003.dita").outcome());
        assertEquals("line 1: broken", engine.standing("/content/dam/f003.dita").error());
        assertEquals(
                Standing.Outcome.SUCCEEDED,
                engine.standing("/content/dam/f004.dita").outcome());
    }

    @Test
    void aConflictCostsNoOtherAssetAndNoEdit() throws Exception {
        engine.files(10);
        engine.changes = List.of(new PropertyChange("fmUuid", "GUID-1"));
        engine.whenProcessed(5, () -> {
            Session author = engine.session();
            Node content = author.getNode("/content/dam/f004.dita/jcr:content");
            content.addMixin("openguides:Processed");
            content.setProperty("fmUuid", "GUID-author");
            content.setProperty("edited", "by the author");
            author.save();
        });
        String id = engine.start(engine.request("/content/dam"));
        engine.coordinate(id);
        assertEquals(new Counts(10, 0, 0), engine.run(id).counts());
        Node content = engine.session().getNode("/content/dam/f004.dita/jcr:content");
        assertEquals("by the author", content.getProperty("edited").getString());
        assertEquals("GUID-1", content.getProperty("fmUuid").getString());
        assertEquals(14, engine.processed.size(), "the batch of four is replayed, the others are not");
    }

    @Test
    void anAssetThatIsMissingOrNotPermittedIsSkippedWithAReason() throws Exception {
        engine.files(3);
        engine.whenDispatched(() -> engine.oak.remove("/content/dam/f001.dita"));
        String id = engine.start(engine.request("/content/dam"));
        engine.coordinate(id);
        assertEquals(new Counts(2, 0, 1), engine.run(id).counts());

        Session session = engine.session();
        User reader = ((JackrabbitSession) session).getUserManager().createUser("reader", "reader");
        AccessControlUtils.addAccessControlEntry(
                session, "/content/dam", reader.getPrincipal(), new String[] {"jcr:read"}, true);
        session.save();
        String others = engine.start(engine.requestBy("reader", "/content/dam"));
        engine.coordinate(others);
        assertEquals(new Counts(0, 0, 2), engine.run(others).counts());
        assertNull(engine.run(others).request().restartOf());
    }

    @Test
    void aProcessorThatThrowsCostsOneAsset() throws Exception {
        engine.files(3);
        AssetProcessor usual = engine.processor;
        engine.processor = asset -> {
            if (asset.getPath().equals(TestEngine.file(2))) {
                throw new IllegalStateException("bug");
            }
            return usual.process(asset);
        };
        String id = engine.start(engine.request("/content/dam"));
        engine.coordinate(id);
        assertEquals(new Counts(2, 1, 0), engine.run(id).counts());
    }
}
