package org.openguides.processing.internal.status;

import javax.jcr.Node;
import javax.jcr.Session;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openguides.processing.api.AssetFilter;
import org.openguides.processing.api.RunEvent;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.Selection;
import org.openguides.processing.internal.store.Claims;
import org.openguides.processing.internal.store.Deferral;
import org.openguides.processing.internal.store.DeferredAsset;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.Tally;
import org.openguides.processing.internal.walk.ProcessedPaths;
import org.openguides.processing.testing.LaterVersion;
import org.openguides.processing.testing.OakRepository;
import org.openguides.processing.testing.TestCatalogs;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Status of assets. */
@Tag(TestCatalogs.TAG)
class AssetStatusTest {

    private static final String ROOT = "/content/dam";

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    private TestStatus underTest;

    @BeforeEach
    void start() {
        underTest = new TestStatus(oak);
    }

    @Test
    void isTheOutcomeOfTheLastProcessing() throws Exception {
        underTest.files("a", "b", "c");
        underTest.processed("b", "SUCCEEDED", null);
        underTest.processed("c", "FAILED", "line 1:\tnot\nwell-formed");

        assertEquals(
                List.of(
                        new StatusRow("/content/dam/a", "", AssetStatus.PENDING, true, ""),
                        new StatusRow("/content/dam/b", "GUID-b", AssetStatus.SUCCEEDED, true, ""),
                        new StatusRow(
                                "/content/dam/c", "GUID-c", AssetStatus.FAILED, true, "line 1:\tnot\nwell-formed")),
                underTest.rows(underTest.compute(underTest.add(ROOT))));
    }

    @Test
    void nobodyWaitsForAnAssetThatIsIgnored() throws Exception {
        underTest.files("a", "archive/b", "archive/2026/c", "d.psd", "z");
        underTest.run("/content/dam");
        underTest.paths = ProcessedPaths.of(
                List.of("/content/dam", "/content/dam/archive/2026"),
                List.of("/content/dam/archive", "regex:.*\\.psd"));

        assertEquals(List.of("a PROCESSING", "archive/2026/c PROCESSING", "z PROCESSING"), underTest.statuses(ROOT));
        assertEquals(
                List.of("none FAILED missing"),
                underTest.statuses(ROOT + "/archive/b", ROOT + "/d.psd", ROOT + "/none"));
    }

    @Test
    void aRunOfTheSystemDoesNotProcessAFileThatHasFailed() throws Exception {
        underTest.files("a", "b");
        underTest.processed("b", "FAILED", "broken");
        underTest.run(RunRequest.of(List.of(ROOT), RunRequest.SYSTEM)
                .system(true)
                .filter(AssetFilter.ALL.withSkipProcessed(true))
                .build());

        assertEquals(List.of("a PROCESSING", "b FAILED"), underTest.statuses(ROOT));
    }

    @Test
    void cannotBeToldWhileTheConfigurationOfThePathsIsWrong() throws Exception {
        underTest.files("a");
        underTest.paths = ProcessedPaths.refused("the configuration is wrong");

        String id = underTest.compute(underTest.add(ROOT));
        assertEquals(StatusState.FAILED, underTest.job(id).state());
    }

    @Test
    void comesWithTheUuidThatOurOwnNodeHasWhereAemGuidesHasGivenNone() throws Exception {
        underTest.files("a", "b");
        for (String name : List.of("a", "b")) {
            underTest.processed(name, "SUCCEEDED", null);
            Node content = underTest.session.getNode(ROOT + "/" + name + "/jcr:content");
            content.getNode("openguides").setProperty("uuid", "GUID-own-" + name);
            if (name.equals("a")) {
                content.getProperty("fmUuid").remove();
            }
            underTest.session.save();
        }

        assertEquals(
                List.of(
                        new StatusRow("/content/dam/a", "GUID-own-a", AssetStatus.SUCCEEDED, true, ""),
                        new StatusRow("/content/dam/b", "GUID-b", AssetStatus.PENDING, true, "")),
                underTest.rows(underTest.compute(underTest.add(ROOT))));
    }

    @Test
    void isPendingOnceTheContentHasChanged() throws Exception {
        underTest.files("a", "b");
        underTest.processed("a", "SUCCEEDED", null);
        underTest.processed("b", "FAILED", "bad");
        for (String name : List.of("a", "b")) {
            Session session = underTest.session;
            byte[] longer = "<topic id='longer than before'/>".getBytes(StandardCharsets.UTF_8);
            session.getNode(ROOT + "/" + name + "/jcr:content")
                    .setProperty("jcr:data", session.getValueFactory().createBinary(new ByteArrayInputStream(longer)));
        }
        underTest.session.save();

        assertEquals(List.of("a PENDING", "b PENDING"), underTest.statuses(ROOT));
    }

    @Test
    void isPendingIfAProcessorSkippedIt() throws Exception {
        underTest.files("a");
        underTest.processed("a", "SKIPPED", null);

        assertEquals(List.of("a PENDING"), underTest.statuses(ROOT));
    }

    @Test
    void isProcessingWhereARunWaits() throws Exception {
        underTest.files("a/1", "a/x/2", "b/3");
        underTest.processed("a/1", "SUCCEEDED", null);
        underTest.run(AssetFilter.ALL, false, List.of(ROOT + "/a"), List.of(ROOT + "/a/x"));

        assertEquals(List.of("a/1 PROCESSING", "a/x/2 PENDING", "b/3 PENDING"), underTest.statuses(ROOT));
    }

    /** Only the claim is known. */
    @ParameterizedTest
    @EnumSource
    void isProcessingWhereARunOfALaterVersionHasItsClaim(LaterVersion later) throws Exception {
        underTest.files("a/1", "a/x/2", "b/3", "c/4");
        underTest.processed("a/1", "SUCCEEDED", null);
        underTest.processed("c/4", "SUCCEEDED", null);
        later.write(underTest
                .run(AssetFilter.ALL, false, List.of(ROOT + "/a"), List.of(ROOT + "/a/x"))
                .node());
        underTest.run(ROOT + "/b");

        assertEquals(
                List.of("a/1 PROCESSING", "a/x/2 PENDING", "b/3 PROCESSING", "c/4 SUCCEEDED"),
                underTest.statuses(ROOT));
    }

    @Test
    void isToldOfAllOthersIfARunIsDamaged() throws Exception {
        underTest.files("a/1", "b/2");
        RunNode run = underTest.running(ROOT + "/a");
        run.seal(1, paths("a/1")).node().getNode("paths").remove();
        run.setSelection(new Selection(Selection.State.COMPLETE, 1), ROOT + "/a/1");
        underTest.session.save();

        assertEquals(List.of("a/1 PROCESSING", "b/2 PENDING"), underTest.statuses(ROOT));
    }

    @Test
    void followsTheCheckpointsOfARunThatWorks() throws Exception {
        underTest.files("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
        for (String name : List.of("a", "b", "c", "d", "e", "f", "g", "h", "i")) {
            underTest.processed(name, "SUCCEEDED", null);
        }
        RunNode run = underTest.running(ROOT);
        advance(run.seal(1, paths("a", "b")), 2);
        advance(run.seal(2, paths("c", "d")), 1);
        advance(run.seal(3, paths("f", "g")), 2);
        run.seal(4, paths("h"));
        run.setSelection(new Selection(Selection.State.WALKING, 7), ROOT + "/i");
        underTest.session.save();

        assertEquals(
                List.of(
                        "a SUCCEEDED",
                        "b SUCCEEDED",
                        "c SUCCEEDED",
                        "d PROCESSING",
                        "e SUCCEEDED",
                        "f SUCCEEDED",
                        "g SUCCEEDED",
                        "h PROCESSING",
                        "i SUCCEEDED",
                        "j PROCESSING"),
                underTest.statuses(ROOT));
        assertEquals(List.of("g SUCCEEDED", "h PROCESSING"), underTest.statuses(ROOT + "/g", ROOT + "/h"));
    }

    @Test
    void isProcessingUntilAnAssetThatIsTriedAgainLaterHasItsOutcome() throws Exception {
        underTest.files("a", "b", "c");
        for (String name : List.of("a", "b", "c")) {
            underTest.processed(name, "SUCCEEDED", null);
        }
        RunNode run = underTest.running(ROOT);
        PartitionNode partition = run.seal(1, paths("a", "b", "c"));
        advance(partition, 3);
        partition.setDeferred(List.of(new DeferredAsset(1, 1, Instant.EPOCH, Deferral.LOCKED)), null);
        run.setSelection(new Selection(Selection.State.COMPLETE, 3), ROOT + "/c");
        underTest.session.save();
        assertEquals(List.of("a SUCCEEDED", "b PROCESSING", "c SUCCEEDED"), underTest.statuses(ROOT));

        partition.setDeferred(List.of(), null);
        underTest.session.save();
        assertEquals(List.of("a SUCCEEDED", "b SUCCEEDED", "c SUCCEEDED"), underTest.statuses(ROOT));
    }

    @Test
    void leavesOutWhatARunThatHasSelectedAllDidNotSelect() throws Exception {
        underTest.files("a", "c", "z");
        RunNode run = underTest.running(ROOT);
        run.seal(1, paths("c"));
        run.setSelection(new Selection(Selection.State.COMPLETE, 1), ROOT + "/c");
        underTest.session.save();

        assertEquals(List.of("a PENDING", "c PROCESSING", "z PENDING"), underTest.statuses(ROOT));
    }

    @Test
    void appliesTheFilterOfTheRunToWhatItHasNotSelectedYet() throws Exception {
        underTest.files("new/a", "old/b", "done/c", "done/d", "late/e");
        underTest.processed("done/c", "SUCCEEDED", null);
        underTest.processed("done/d", "FAILED", "bad");
        Instant future = Instant.parse("2999-01-01T00:00:00Z");
        run("/new", null, future, false);
        run("/old", future, null, false);
        run("/late", null, Instant.EPOCH, false);
        run("/done", null, null, true);

        assertEquals(
                List.of("done/c SUCCEEDED", "done/d PROCESSING", "late/e PENDING", "new/a PROCESSING", "old/b PENDING"),
                underTest.statuses(ROOT));
    }

    @Test
    void ignoresRunsThatProcessNothingAnyMoreOrAtAll() throws Exception {
        underTest.files("ended/a", "dry/b", "orphan/c");
        underTest.running(ROOT + "/ended").apply(RunEvent.SUCCEED, underTest.instant(), "");
        underTest.session.save();
        underTest.run(AssetFilter.ALL, true, List.of(ROOT + "/dry"), List.of());
        Claims.take(
                underTest.session,
                "nobody",
                RunRequest.of(List.of(ROOT + "/orphan"), "admin").build(),
                path -> true);
        underTest.session.save();

        assertEquals(List.of("dry/b PENDING", "ended/a PENDING", "orphan/c PENDING"), underTest.statuses(ROOT));
    }

    private void run(String path, Instant from, Instant until, boolean skipProcessed) throws Exception {
        AssetFilter filter = AssetFilter.ALL.withCreated(from, until).withSkipProcessed(skipProcessed);
        underTest.run(filter, false, List.of(ROOT + path), List.of());
    }

    private static void advance(PartitionNode partition, int position) throws Exception {
        partition.advance(position, Tally.NONE, List.of());
    }

    private static List<String> paths(String... names) {
        return List.of(names).stream().map(name -> ROOT + "/" + name).toList();
    }
}
