package org.openguides.processing.internal.store;

import javax.jcr.Session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openguides.processing.api.AssetFilter;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.Reason;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunEvent;
import org.openguides.processing.api.RunOutline;
import org.openguides.processing.api.RunPage;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.RunState;
import org.openguides.processing.api.Selection;
import org.openguides.processing.spi.Finding;
import org.openguides.processing.testing.Costs;
import org.openguides.processing.testing.OakRepository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RunStoreTest {

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final RunRequest REQUEST = RunRequest.of(List.of("/content/dam/a", "/content/dam/b, c"), "jane")
            .excluding(List.of("/content/dam/a/x"))
            .filter(AssetFilter.ALL
                    .withFileTypes(Set.of(FileType.DITA_MAP))
                    .withCreated(NOON.minusSeconds(60), NOON)
                    .withSkipProcessed(true))
            .dryRun(true)
            .repeating("earlier", false)
            .build();

    private Session session;

    @BeforeEach
    void login() {
        session = oak.login();
    }

    @Test
    void aRunIsFoundAsItWasAskedFor() throws Exception {
        create("one", NOON);
        Run run = RunSnapshot.of(RunStore.find(session, "one").orElseThrow());
        assertEquals(REQUEST, run.request());
        assertEquals(RunState.QUEUED, run.state());
        assertEquals(Selection.WAITING, run.selection());
        assertEquals(Counts.NONE, run.counts());
        assertEquals(NOON, run.createdAt());
        assertEquals(
                "/var/openguides/runs/2026/03/04/one",
                RunStore.locate(session, "one").orElseThrow().getPath());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "two", "a/b", "x:y", "*", "[1]", " one"})
    void anUnknownIdIsNotFound(String id) throws Exception {
        create("one", NOON);
        assertEquals(Optional.empty(), RunStore.find(session, id));
    }

    @Test
    void theHistoryIsNewestFirstAndPaged() throws Exception {
        create("old", NOON.minus(Duration.ofDays(400)));
        create("morning", NOON.minusSeconds(3600));
        create("noon", NOON);
        create("yesterday", NOON.minus(Duration.ofDays(1)));
        assertEquals(List.of("noon", "morning", "yesterday", "old"), ids(10, null));
        assertEquals(List.of("noon", "morning"), ids(2, null));
        assertEquals(List.of("yesterday", "old"), ids(2, NOON.minusSeconds(3600)));
        assertEquals(List.of("noon", "morning"), ids(2, Instant.ofEpochMilli(999_999_999_999_999_999L)));
    }

    @Test
    void runsOfOneMillisecondAreOnOnePage() throws Exception {
        for (String id : List.of("b1", "b2", "b3")) {
            create(id, NOON);
        }
        create("a", NOON.minusSeconds(1));
        create("c", NOON.plusSeconds(1));

        RunPage first = RunStore.newest(session, 2, null, run -> true);
        assertEquals(4, first.runs().size());
        assertEquals(NOON, first.next());
        assertEquals(List.of("a"), ids(2, first.next()));
        assertEquals(
                null, RunStore.newest(session, 2, first.next(), run -> true).next());
    }

    @Test
    void onlyRunsThatAreChosenFillAPage() throws Exception {
        for (int i = 0; i < 30; i++) {
            create("run" + i, NOON.minus(Duration.ofHours(i * 7)));
        }
        RunPage page = RunStore.newest(session, 2, null, run -> run.id().endsWith("5"));
        assertEquals(List.of("run5", "run15"), page.runs().stream().map(Run::id).toList());
        page = RunStore.newest(session, 2, page.next(), run -> run.id().endsWith("5"));
        assertEquals(List.of("run25"), page.runs().stream().map(Run::id).toList());
        assertEquals(null, page.next());
    }

    /** A caller who may see no run may request a single one. */
    @Test
    void whatAPageCostsFollowsFromWhatItPasses() throws Exception {
        int runs = RunPages.LOOKED_AT + 500;
        for (int i = 0; i < runs; i++) {
            RunStore.create(session, "run" + i, REQUEST, NOON.minus(Duration.ofMinutes(i)));
        }
        session.save();
        AtomicInteger asked = new AtomicInteger();
        Predicate<RunOutline> none = run -> {
            asked.incrementAndGet();
            return false;
        };
        Costs before = oak.costs();
        RunPage page = RunStore.newest(session, 1, null, none);
        Costs costs = oak.costs().since(before);

        assertEquals(List.of(), page.runs());
        assertEquals(NOON.minus(Duration.ofMinutes(RunPages.LOOKED_AT - 1)), page.next());
        assertEquals(RunPages.LOOKED_AT, asked.get());
        // each run of the visited days is listed, and its format and time are read
        assertTrue(costs.calls() < 8L * runs, "calls: " + costs.calls());

        RunPage rest = RunStore.newest(session, 1, page.next(), none);
        assertEquals(null, rest.next());
        assertEquals(runs, asked.get());
    }

    @Test
    void aDamagedRecordIsLeftOutOfTheHistory() throws Exception {
        create("good", NOON);
        create("bad", NOON).node().setProperty("state", "WHATEVER");
        session.save();
        assertEquals(List.of("good"), ids(10, null));
    }

    @Test
    void aRunPassesThroughItsStates() throws Exception {
        RunNode run = create("one", NOON);
        assertTrue(run.apply(RunEvent.START, NOON.plusSeconds(1), ""));
        assertTrue(run.apply(RunEvent.CANCEL, NOON.plusSeconds(2), "Cancelled by jane"));
        assertEquals(NOON.plusSeconds(2), RunSnapshot.of(run).endedAt());
        assertEquals("Cancelled by jane", RunSnapshot.of(run).comment());
        assertTrue(run.apply(RunEvent.RESUME, NOON.plusSeconds(3), ""));
        assertTrue(run.apply(RunEvent.START, NOON.plusSeconds(4), ""));
        assertTrue(run.apply(RunEvent.SUCCEED, NOON.plusSeconds(5), ""));
        Run end = RunSnapshot.of(run);
        assertEquals(2, end.attempt());
        assertEquals(NOON.plusSeconds(1), end.startedAt());
        assertEquals(NOON.plusSeconds(5), end.endedAt());
    }

    @Test
    void anEndedRunStaysEnded() throws Exception {
        RunNode run = create("one", NOON);
        run.apply(RunEvent.START, NOON, "");
        run.apply(RunEvent.SUCCEED, NOON, "done");
        assertFalse(run.apply(RunEvent.FAIL, NOON.plusSeconds(1), "late"));
        assertEquals(RunState.SUCCEEDED, run.state());
        assertEquals("done", RunSnapshot.of(run).comment());
    }

    @Test
    void aSealedPartitionKeepsItsPathsAndItsCheckpoint() throws Exception {
        RunNode run = create("one", NOON);
        List<String> paths = List.of("/content/dam/a b", "/content/dam/tab\there", "/content/dam/\u00e4\uD83D\uDE00");
        PartitionNode partition = run.seal(1, paths);
        session.save();
        assertEquals("p00001", partition.name());
        assertEquals(paths, partition.paths());
        assertEquals(0, partition.position());

        Tally tally = Tally.NONE.plus(FileType.OTHERS, new Counts(1, 1, 0));
        ItemReport report = new ItemReport(
                NOON,
                paths.get(1),
                FileType.DITA_MAP,
                "FAILED",
                Finding.of(Reason.NOT_WELL_FORMED, "line 1:\nbroken").at(1, 7),
                List.of(Finding.of(Reason.KEY_UNDEFINED, "note")));
        partition.advance(2, tally, List.of(report));
        partition.advance(3, tally, List.of());
        session.save();
        PartitionNode later = run.partition("p00001").orElseThrow();
        assertEquals(3, later.position());
        assertEquals(1, later.tally().total().failed());
        assertEquals(List.of(report), later.reports().all());
        assertEquals(List.of("p00001"), run.partitions());
        assertTrue(run.partition("p00002").isEmpty());
    }

    @Test
    void theEstimateCanBecomeUnknownAgain() throws Exception {
        RunNode run = create("one", NOON);
        run.progress().stand(Duration.ofSeconds(7));
        assertEquals(Duration.ofSeconds(7), RunSnapshot.of(run).remaining());
        run.progress().stand(null);
        assertEquals(null, RunSnapshot.of(run).remaining());
    }

    private RunNode create(String id, Instant now) throws Exception {
        RunNode run = RunStore.create(session, id, REQUEST, now);
        session.save();
        return run;
    }

    private List<String> ids(int limit, Instant before) throws Exception {
        return RunStore.newest(session, limit, before, run -> true).runs().stream()
                .map(Run::id)
                .toList();
    }
}
