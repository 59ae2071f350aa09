package org.openguides.processing.internal.live;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.internal.engine.TestEngine;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceUser;
import org.openguides.processing.internal.store.SweepRecord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Scheduled processing that has given way to a user and cannot go on at once. */
class ContentSweepFailuresTest {

    private static final String ROOT = "/content/dam";

    private final TestEngine engine = new TestEngine();
    private final EngineRuns runs = new EngineRuns(engine);
    private final ContentSweep underTest =
            new ContentSweep(runs, this::open, engine.retry, List.of(ROOT), engine.clock.time());

    private boolean away;

    @AfterEach
    void nothingIsLeftOpen() {
        assertEquals(0, engine.oak.openSessions());
        engine.oak.close();
    }

    @Test
    void goesOnWithTheRestWhenRunsCanBeStartedAgain() throws Exception {
        giveWayToARunOverTheFirstOfThreeFiles();
        runs.refuse(true);
        assertThrows(ProcessingException.class, underTest::look);
        assertThrows(ProcessingException.class, underTest::look);

        runs.refuse(false);
        underTest.look();
        runs.executeAll();
        underTest.look();

        assertEquals(List.of(file(1), file(2)), engine.processed);
        assertEquals(2, runs.requests().size());
    }

    @Test
    void goesOnWithTheRestWhenTheRepositoryIsBack() throws Exception {
        giveWayToARunOverTheFirstOfThreeFiles();
        away = true;
        assertThrows(ProcessingException.class, underTest::look);

        away = false;
        underTest.look();
        runs.executeAll();

        assertEquals(List.of(file(1), file(2)), engine.processed);
    }

    @Test
    void aTickThatStartsNothingSaysSoWhateverItHasStartedBefore() throws Exception {
        engine.files(1);
        assertTrue(underTest.tick());
        engine.start(engine.request(ROOT));
        engine.clock.forward(Duration.ofMinutes(15));
        assertFalse(underTest.tick());
    }

    @Test
    void aDamagedRecordOfItsRunDoesNotStopLaterTicks() throws Exception {
        engine.files(1);
        assertTrue(underTest.tick());
        runs.executeAll();
        Session session = engine.session();
        SweepRecord.of(session).run().orElseThrow().node().getProperty("state").remove();
        session.save();

        engine.clock.forward(Duration.ofMinutes(15));
        assertTrue(underTest.tick());
    }

    private void giveWayToARunOverTheFirstOfThreeFiles() throws Exception {
        engine.files(3);
        underTest.tick();
        engine.start(engine.request(file(0)));
    }

    private static String file(int number) {
        return ROOT + "/f00" + number + ".dita";
    }

    private ServiceSession open(ServiceUser user) {
        if (away) {
            throw new ProcessingException("no session", new RepositoryException("away"));
        }
        return engine.oak.sessions().open(user);
    }
}
