package org.openguides.processing.internal.live;

import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.observation.EventIterator;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.internal.engine.TestEngine;
import org.openguides.processing.internal.engine.selection.PendingAssets;
import org.openguides.processing.internal.session.LocalChanges;
import org.openguides.processing.internal.store.RunStore;
import org.openguides.processing.internal.walk.ProcessedPaths;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Changes of a real repository are processed by runs of a real engine. */
abstract class LiveRunsFixture {

    static final String ROOT = "/content/dam";
    static final String TOPIC = ROOT + "/a.dita";

    final TestEngine engine = new TestEngine();
    final EngineRuns runs = new EngineRuns(engine);
    final Set<String> ignored = new HashSet<>();
    private int markers;
    final ChangedContent changed = new ChangedContent(engine.clock.time(), List.of(ROOT));
    private final ContentEvents events = new ContentEvents(this::add);
    /** Paths of the events that are being delivered; of the listener's thread. */
    private final Set<String> delivered = new HashSet<>();

    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    final LocalChanges changes =
            new LocalChanges(engine.oak.sessions(), this::deliver, ContentEvents.EVENTS, List.of(ROOT));
    final LiveRuns underTest = new LiveRuns(
            runs,
            engine.oak.sessions(),
            new PendingAssets(engine.oak.catalogs()),
            () -> ProcessedPaths.of(List.of(ROOT), List.copyOf(ignored)),
            changed,
            engine.clock.time());

    @BeforeEach
    void listen() throws RepositoryException {
        engine.oak.folder(ROOT);
        changes.listen();
    }

    @AfterEach
    void nothingIsLeftOpen() {
        changes.close();
        assertEquals(0, engine.oak.openSessions());
        engine.oak.close();
    }

    private void add(ChangedContent.Change change) {
        changed.add(change);
        delivered.add(change.path());
    }

    /** A save causes several events for a file; it has been seen after the last of them. */
    private void deliver(EventIterator all) {
        events.onEvent(all);
        seen.addAll(delivered);
    }

    /** Changes the content of a file in place, as an editor does. */
    final void rewrite(String file, String text) throws Exception {
        Session session = engine.session();
        session.getNode(file + "/jcr:content")
                .setProperty(
                        "jcr:data",
                        session.getValueFactory()
                                .createBinary(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
        session.save();
    }

    final void processChanges() throws RepositoryException {
        awaitChanges();
        tickAfter(Duration.ofSeconds(1));
        assertEquals(0, underTest.waiting());
    }

    final void awaitChanges() {
        awaitChanges(1);
    }

    final void awaitChanges(int count) {
        Awaitility.await("changes").until(() -> changed.size() >= count);
        awaitEvents();
    }

    /** Waits until the events of all saves so far have been delivered: those of a file that is gone at once come last. */
    final void awaitEvents() {
        String marker = ROOT + "/marker" + markers++;
        engine.oak.file(marker, "");
        engine.oak.remove(marker);
        Awaitility.await("marker").until(() -> seen.contains(marker));
    }

    /** Executes the runs that are due after some time. */
    final void tickAfter(Duration time) throws RepositoryException {
        engine.clock.forward(time);
        underTest.tick();
        runs.executeAll();
        underTest.tick();
    }

    final List<List<String>> requestedPaths() {
        return runs.requests().stream().map(RunRequest::paths).toList();
    }

    final Run newest() throws RepositoryException {
        return RunStore.newest(engine.session(), 1, null, run -> true).runs().get(0);
    }

    final int records() throws RepositoryException {
        return RunStore.newest(engine.session(), 100, null, run -> true).runs().size();
    }
}
