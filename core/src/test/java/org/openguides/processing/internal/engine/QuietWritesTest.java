package org.openguides.processing.internal.engine;

import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.observation.Event;
import javax.jcr.observation.EventIterator;

import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openguides.processing.spi.PropertyChange;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** AEM's launchers ignore changes marked as those of a workflow, and start a workflow for all others. */
class QuietWritesTest {

    private static final int EVERY = Event.NODE_ADDED | Event.PROPERTY_ADDED | Event.PROPERTY_CHANGED;

    private final TestEngine engine = new TestEngine();
    private final Queue<String> marks = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        engine.oak.close();
    }

    @Test
    void everyChangeOfContentIsMarked() throws Exception {
        engine.files(5);
        engine.changes = List.of(new PropertyChange("fmUuid", "GUID-1"));
        Session observer = engine.session();
        observer.getWorkspace()
                .getObservationManager()
                .addEventListener(this::note, EVERY, "/content/dam", true, null, null, false);

        engine.coordinate(engine.start(engine.request("/content/dam")));

        Awaitility.await().until(() -> marks.size() >= 5);
        assertEquals(Set.of("changedByWorkflowProcess"), Set.copyOf(marks));
    }

    private void note(EventIterator events) {
        try {
            while (events.hasNext()) {
                marks.add(String.valueOf(events.nextEvent().getUserData()));
            }
        } catch (RepositoryException e) {
            throw new IllegalStateException(e);
        }
    }
}
