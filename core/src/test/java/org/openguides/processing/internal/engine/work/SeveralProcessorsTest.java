package org.openguides.processing.internal.engine.work;

import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.GuidesProperties;
import org.openguides.processing.api.Reason;
import org.openguides.processing.internal.access.Operators;
import org.openguides.processing.internal.access.RequesterRights;
import org.openguides.processing.internal.access.Requesters;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.engine.EngineMetrics;
import org.openguides.processing.internal.engine.Time;
import org.openguides.processing.internal.engine.selection.StoreOutageDetector;
import org.openguides.processing.internal.engine.supervision.Progress;
import org.openguides.processing.internal.store.ItemReport;
import org.openguides.processing.spi.AssetProcessor;
import org.openguides.processing.spi.Finding;
import org.openguides.processing.spi.ItemResult;
import org.openguides.processing.spi.Outcome;
import org.openguides.processing.spi.PropertyChange;
import org.openguides.processing.testing.OakRepository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Combined results of several processors for one asset, as specified by {@link AssetProcessor}. */
class SeveralProcessorsTest {

    private static final String PATH = "/content/dam/a.dita";

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    private Session session;
    private Node content;

    @BeforeEach
    void anAsset() throws RepositoryException {
        oak.file(PATH, "<topic/>");
        session = oak.login();
        content = session.getNode(PATH + "/jcr:content");
    }

    @Test
    void theTypeIsWhatTheFirstOneSays() throws RepositoryException {
        Batch batch = process(
                asset -> ItemResult.success(FileType.DITA_MAP), asset -> ItemResult.success(FileType.DITA_TOPIC));

        assertEquals(new Counts(1, 0, 0), batch.tally().of(FileType.DITA_MAP));
    }

    @Test
    void theFirstOneThatIsNotContentSaysHowTheAssetCameOff() throws RepositoryException {
        ItemReport report = report(process(
                asset -> ItemResult.success(FileType.OTHERS),
                asset -> ItemResult.skipped(FileType.OTHERS, "first"),
                asset -> ItemResult.failure(FileType.OTHERS, "second")));

        assertEquals(Outcome.SKIPPED.name(), report.outcome());
        assertEquals("first", report.reason().message());
    }

    @Test
    void allWarningsAreKeptInTheOrderOfTheCalls() throws RepositoryException {
        ItemReport report = report(process(warning("one"), warning("two"), warning("three")));

        assertEquals(
                List.of("one", "two", "three"),
                report.notes().stream().map(Finding::message).toList());
    }

    /** They are held in memory until the batch is saved, and stored in the log of the run. */
    @Test
    void warningsAndReasonsOfOthersAreBounded() throws RepositoryException {
        List<Finding> many = Collections.nCopies(200_000, Finding.of(Reason.OTHER, "w".repeat(10_000)));
        ItemReport report = report(process(
                asset -> ItemResult.failure(FileType.OTHERS, "r".repeat(10_000)).withWarnings(many)));

        assertEquals(BoundedResult.WARNINGS + 1, report.notes().size());
        assertEquals(
                BoundedResult.CHARACTERS + 1, report.notes().get(0).message().length());
        assertTrue(report.notes().get(BoundedResult.WARNINGS).message().startsWith("a processor has more warnings"));
        assertEquals(BoundedResult.CHARACTERS + 1, report.reason().message().length());
    }

    @Test
    void aFaultOfOneKeepsTheOthersFromNothing() throws RepositoryException {
        ItemReport report = report(process(
                change("before", "a"),
                asset -> {
                    throw new IOException("fault");
                },
                change("after", "b")));

        assertEquals(Outcome.FAILED.name(), report.outcome());
        assertEquals("a", content.getProperty("before").getString());
        assertEquals("b", content.getProperty("after").getString());
    }

    @Test
    void theLastChangeOfAPropertyCounts() throws RepositoryException {
        AssetProcessor[] all = {
            change("metadata/text", "first"),
            change("metadata/text", List.of("of", "another", "kind")),
            change("metadata/text", "last"),
            change("metadata/gone", "first"),
            change("metadata/gone", null)
        };
        process(all);
        assertEquals("last", content.getProperty("metadata/text").getString());
        assertFalse(content.hasProperty("metadata/gone"));

        Batch again = batch(all);
        again.add(PATH);
        assertFalse(session.hasPendingChanges(), "what stays is not written again");
    }

    @Test
    void noneChangesWhatTheEngineNotes() throws RepositoryException {
        process(change("openguides/path", "/elsewhere"));

        assertEquals(PATH, content.getProperty("openguides/path").getString());
    }

    private static AssetProcessor warning(String text) {
        return asset -> ItemResult.success(FileType.OTHERS).withWarning(Finding.of(Reason.OTHER, text));
    }

    private static AssetProcessor change(String path, @Nullable Object value) {
        return asset -> ItemResult.success(FileType.OTHERS).with(new PropertyChange(path, value));
    }

    private static ItemReport report(Batch batch) {
        assertEquals(1, batch.reports().size());
        return batch.reports().get(0);
    }

    private Batch process(AssetProcessor... processors) throws RepositoryException {
        Batch batch = batch(processors);
        batch.add(PATH);
        session.save();
        return batch;
    }

    private Batch batch(AssetProcessor... processors) throws RepositoryException {
        Clock clock = Clock.systemUTC();
        return new ProcessingBatch(
                session,
                new ProcessingBatch.Tools(
                        Arrays.asList(processors), Time.system(), AssetNode.COMPARED_BYTES, EngineMetrics.NONE),
                new WrittenResults(GuidesProperties.WRITE, oak.catalogs().records(), clock),
                new RequesterRights(
                        session, new Requesters(oak.sessions(), new Operators(Set.of())).find(List.of("admin"))),
                new CurrentAsset(
                        CrashHistory.none("1"), Set.of(), Map.of(), Duration.ofMinutes(1), new Progress(Time.system())),
                -1,
                new StoreOutageDetector(asset -> FileType.OTHERS, () -> {}),
                new AssetNews(false));
    }
}
