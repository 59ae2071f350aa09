package org.openguides.processing.internal.engine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openguides.processing.api.RunState;
import org.openguides.processing.internal.dita.Specialisations;
import org.openguides.processing.internal.engine.throttle.Throttles;
import org.openguides.processing.internal.processor.ContentReader;
import org.openguides.processing.internal.processor.LinkProcessor;
import org.openguides.processing.testing.Costs;
import org.openguides.processing.testing.ProcessedContent;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * The operations of a run on the repository, with usual batch sizes. They determine the speed of a run more than
 * anything else: a figure that increases is a performance regression and needs a reason. Each search for a term counts
 * as two queries, since assets may have the property of an earlier build; and each session of a worker comes with
 * another one that looks up the requester and may only read users. One in a hundred calls asks which assets of the run
 * are maps, since an index may not know them yet.
 */
class CostOfARunTest {

    private static final int BATCH = 100;
    private static final String PROJECT = "/content/dam/project";

    private final TestEngine engine = new TestEngine();

    @BeforeEach
    void realProcessors() {
        engine.partitionSize = 2000;
        engine.batchSize = BATCH;
        engine.pollInterval = Duration.ofHours(1);
        // a slow commit would halve the next batch
        engine.throttle = () -> Throttles.OPEN;
        engine.processor = ProcessedContent.processor(new ContentReader(Specialisations.of(List.of())));
        engine.links = new LinkProcessor(new ProcessedContent(engine.oak).references());
    }

    @AfterEach
    void close() {
        engine.oak.close();
    }

    @Test
    void ofFirstProcessing() throws Exception {
        content(PROJECT + "/a", BATCH);
        content(PROJECT + "/b", 3 * BATCH);

        Costs one = run(PROJECT + "/a");
        Costs three = run(PROJECT + "/b");

        // one property more since a reset has to know what was written, one for the number of words, and one session
        // since the selection asks for rights
        assertNoMoreThan(
                Costs.NONE
                        .commits(14)
                        .contentNodes(4 * BATCH)
                        .contentProperties(23 * BATCH)
                        .ownNodes(55)
                        .indexNodes(32 * BATCH)
                        .queries(6)
                        .sessions(15)
                        .calls(79 * BATCH),
                one);
        Costs twoBatches = three.since(one);
        assertNoMoreThan(
                Costs.NONE
                        .commits(2)
                        .contentNodes(2 * 4 * BATCH)
                        .contentProperties(2 * 23 * BATCH)
                        .ownNodes(2 * 4)
                        .indexNodes(2 * 32 * BATCH)
                        .queries(8)
                        .calls(2 * (69 * BATCH + 6)),
                twoBatches);
    }

    @Test
    void ofOnePartitionMore() throws Exception {
        content(PROJECT + "/a", 6 * BATCH);
        content(PROJECT + "/b", 12 * BATCH);
        run(PROJECT);

        Costs one = run(PROJECT + "/a");
        Costs two = run(PROJECT + "/b");

        assertNoMoreThan(
                Costs.NONE
                        .commits(12)
                        .ownNodes(51)
                        .indexNodes(68)
                        .queries(4)
                        .sessions(7)
                        .calls(6 * 79 * BATCH),
                two.since(one));
    }

    @Test
    void ofProcessingWhatHasNotChanged() throws Exception {
        content(PROJECT + "/a", BATCH);
        content(PROJECT + "/b", 3 * BATCH);
        run(PROJECT);

        Costs one = run(PROJECT + "/a");
        Costs three = run(PROJECT + "/b");

        assertNoMoreThan(
                Costs.NONE
                        .commits(14)
                        .ownNodes(52)
                        .indexNodes(60)
                        .queries(6)
                        .sessions(15)
                        .calls(92 * BATCH),
                one);
        assertNoMoreThan(
                Costs.NONE
                        .commits(2)
                        .ownNodes(2 * 6)
                        .indexNodes(2 * 7)
                        .queries(8)
                        .calls(2 * (73 * BATCH + 6)),
                three.since(one));
    }

    /** Each figure separately: a lower one does not compensate for a higher one. */
    private static void assertNoMoreThan(Costs limit, Costs costs) {
        assertEquals(
                Costs.NONE,
                costs.beyond(limit),
                () -> "costs more than it did; was at most " + limit + ", is now " + costs);
    }

    private Costs run(String path) throws Exception {
        Costs before = engine.oak.costs();
        String id = engine.start(engine.request(path));
        engine.coordinate(id);
        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
        return engine.oak.costs().since(before);
    }

    /**
     * Creates topics that refer to the next one each, and a map of them; their names contain the uuids, so that all
     * figures are deterministic.
     */
    private void content(String folder, int assets) {
        List<String> names = IntStream.range(1, assets)
                .mapToObj(i -> name(folder + i) + ".dita")
                .toList();
        for (int i = 0; i < names.size(); i++) {
            String next = names.get((i + 1) % names.size());
            engine.oak.file(
                    folder + "/" + names.get(i),
                    "<topic id='t'><title>A topic</title><body><p><xref href='" + next + "'/></p></body></topic>");
        }
        engine.oak.file(
                folder + "/" + name(folder) + ".ditamap",
                names.stream()
                        .map(name -> "<topicref href='" + name + "'/>")
                        .collect(Collectors.joining("", "<map>", "</map>")));
    }

    private static String name(String of) {
        return "GUID-" + UUID.nameUUIDFromBytes(of.getBytes(StandardCharsets.UTF_8));
    }
}
