package org.openguides.processing.internal.engine;

import javax.jcr.RepositoryException;
import javax.jcr.Value;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.jackrabbit.api.JackrabbitValue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openguides.processing.api.AssetFilter;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.RunState;
import org.openguides.processing.api.ThrottleReason;
import org.openguides.processing.internal.dita.Specialisations;
import org.openguides.processing.internal.engine.coordination.Coordinations;
import org.openguides.processing.internal.processor.AssetTypes;
import org.openguides.processing.internal.processor.ContentReader;
import org.openguides.processing.internal.processor.LinkProcessor;
import org.openguides.processing.testing.ProcessedContent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/**
 * Runs with a data store from which only some files can be read, or only at times.
 */
class HalfReadTest {

    private static final int FILES = 45;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final AssetFilter TOPICS = AssetFilter.ALL.withFileTypes(Set.of(FileType.DITA_TOPIC));

    /** So that a test may take as long as it likes to see that a run waits. */
    private static final Duration FOR_EVER = Duration.ofDays(1000);

    private final TestEngine engine = new TestEngine();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @BeforeEach
    void realProcessors() {
        ContentReader reader = new ContentReader(Specialisations.of(List.of()));
        engine.processor = ProcessedContent.processor(reader, engine.clock);
        engine.types = new AssetTypes(reader);
        engine.files(FILES);
        engine.workers = threads;
        engine.partitionSize = 100;
        engine.limitNothing();
        engine.laterWait = FOR_EVER;
        engine.storageWait = FOR_EVER;
        engine.advanceWithEachLook(Duration.ofSeconds(2));
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
        engine.oak.close();
    }

    /** Cached files say nothing about the store. */
    @Test
    void aRunWaitsForTheStoreThoughTheNodeHasTheFirstFilesInItsCache() throws Exception {
        Predicate<String> behind = IntStream.range(30, FILES)
                .mapToObj(file -> engine.oak.originals().isOriginalOf(TestEngine.file(file)))
                .reduce(id -> false, Predicate::or);
        engine.oak.blobs().fail(behind);
        String id = engine.start(engine.request("/content/dam"));
        Future<Coordinations.Result> end = threads.submit(() -> engine.coordinate(id));
        awaitComment(id, "The data store has been unavailable since");
        assertEquals(0, engine.run(id).counts().failed());
        engine.oak.blobs().cut(false);

        assertEnds(end);
        assertEquals(new Counts(FILES, 0, 0), engine.run(id).counts(), () -> log(id));
    }

    @Test
    void aTypeThatTheSelectionCouldNotReadIsSeenThoughTheFileCanBeReadWhenItIsItsTurn() throws Exception {
        String map = engine.oak.file("/content/dam/m.xml", "<map/>");
        engine.oak.blobs().fail(engine.oak.originals().isOriginalOf(map));
        String id = engine.start(engine.request(TOPICS, "/content/dam"));
        engine.whenDispatched(() -> engine.oak.blobs().cut(false));

        assertEnds(threads.submit(() -> engine.coordinate(id)));
        assertEquals(new Counts(FILES, 0, 1), engine.run(id).counts(), () -> log(id));
        assertFalse(engine.session().nodeExists(map + "/jcr:content/openguides"));
    }

    @Test
    void aSelectionByTypeOpensNoMedia() throws Exception {
        String video = engine.oak.damAsset("/content/dam/v/a.mxf", "film");
        String unheard = engine.oak.damAsset("/content/dam/v/a.unheard", "film");
        engine.oak.set(unheard, "jcr:content/renditions/original/jcr:content/jcr:mimeType", "video/mp4");
        String topic = engine.oak.file("/content/dam/v/b.xml", "<topic id='b'/>");
        String id = engine.start(engine.request(TOPICS, "/content/dam/v"));

        assertEnds(threads.submit(() -> engine.coordinate(id)));
        assertEquals(new Counts(1, 0, 0), engine.run(id).counts(), () -> log(id));
        assertEquals(0, engine.oak.originals().opened(video));
        assertEquals(0, engine.oak.originals().opened(unheard));
        assertEquals(2, engine.oak.originals().opened(topic), "for its type, and to process it");
    }

    @Test
    void aStoreThatDoesNotEvenTellLengthsIsWaitedForToo() throws Exception {
        engine.oak.blobs().keepLengths();
        engine.oak.blobs().cut(true);
        String id = engine.start(engine.request("/content/dam"));
        Future<Coordinations.Result> end = threads.submit(() -> engine.coordinate(id));
        awaitComment(id, "The data store has been unavailable since");
        assertEquals(ThrottleReason.STORAGE, engine.run(id).throttledBy());
        engine.oak.blobs().cut(false);

        assertEnds(end);
        assertEquals(new Counts(FILES, 0, 0), engine.run(id).counts(), () -> log(id));
    }

    @Test
    void aFileWhoseLengthIsLostWithItFailsAlone() throws Exception {
        engine.laterWait = Duration.ofSeconds(90);
        engine.oak.blobs().keepLengths();
        engine.oak.originals().lose(TestEngine.file(7));
        String other = engine.oak.file(
                "/content/dam/z.dita", "<topic id='z'><title/><body><xref href='f007.dita#t7'/></body></topic>");
        String id = engine.start(engine.request("/content/dam"));

        assertEnds(threads.submit(() -> engine.coordinate(id)));
        assertEquals(RunState.SUCCEEDED, engine.run(id).state(), () -> log(id));
        assertEquals(new Counts(FILES, 1, 0), engine.run(id).counts(), () -> log(id));
        assertEquals("SUCCEEDED", engine.state(other, "outcome"));
    }

    @Test
    void linkingWaitsForTheLongListsOfMaps() throws Exception {
        String map = engine.oak.file(
                "/content/dam/p/m.ditamap",
                IntStream.range(0, 6_000)
                        .mapToObj(i -> "<topicref keyref='a-key-of-twenty-chars-" + i + "'/>")
                        .collect(Collectors.joining("", "<map><topicref href='a.dita'/>", "</map>")));
        engine.oak.file("/content/dam/p/a.dita", "<topic id='a'/>");
        AssetLinks links = new LinkProcessor(new ProcessedContent(engine.oak).references());
        AtomicInteger begun = new AtomicInteger();
        engine.links = (run, session) -> {
            if (begun.getAndIncrement() == 0) {
                TestEngine.happen(() -> {
                    String facts = blobOfFacts(map);
                    engine.oak.blobs().fail(facts::equals);
                });
            }
            return links.begin(run, session);
        };
        String id = engine.start(engine.request("/content/dam/p"));
        Future<Coordinations.Result> end = threads.submit(() -> engine.coordinate(id));
        awaitComment(id, "The data store has been unavailable since");
        engine.oak.blobs().cut(false);

        assertEnds(end);
        assertEquals(new Counts(2, 0, 0), engine.run(id).counts(), () -> log(id));
        assertEquals(List.of(map), values("/content/dam/p/a.dita", "guidesParentMaps"));
    }

    private String blobOfFacts(String path) throws RepositoryException {
        Value facts = engine.session()
                .getProperty(path + "/jcr:content/openguides/references")
                .getValue();
        return ((JackrabbitValue) facts).getContentIdentity();
    }

    private List<String> values(String path, String property) throws Exception {
        List<String> texts = new ArrayList<>();
        for (Value value :
                engine.session().getProperty(path + "/jcr:content/" + property).getValues()) {
            texts.add(value.getString());
        }
        return texts;
    }

    private String log(String id) {
        return String.join("\n", engine.log(id));
    }

    private void awaitComment(String id, String beginning) {
        Awaitility.await(beginning)
                .atMost(LIMIT)
                .until(() -> engine.run(id).comment().startsWith(beginning));
    }

    private static void assertEnds(Future<Coordinations.Result> end) throws Exception {
        assertEquals(Coordinations.Result.ENDED, end.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
    }
}
