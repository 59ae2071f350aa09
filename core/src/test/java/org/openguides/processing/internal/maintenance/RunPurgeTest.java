package org.openguides.processing.internal.maintenance;

import javax.jcr.Session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunEvent;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.RunStore;
import org.openguides.processing.testing.LaterVersion;
import org.openguides.processing.testing.OakRepository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Old runs are removed, but none that may still go on. */
class RunPurgeTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    @Test
    void removesWhatIsBothOldAndNotAmongTheNewest() throws Exception {
        run("old-1", 100, RunEvent.START, RunEvent.SUCCEED);
        run("old-2", 95, RunEvent.START, RunEvent.SUCCEED);
        run("young", 50, RunEvent.START, RunEvent.SUCCEED);
        assertEquals(0, purge(3));
        assertEquals(1, purge(2), "the newest are kept, however old");
        assertEquals(List.of("young", "old-2"), ids());
        assertEquals(1, purge(0), "what is young is kept, however many there are");
        assertEquals(List.of("young"), ids());
        assertEquals(0, oak.openSessions());
    }

    @Test
    void neverTouchesWhatMayStillGoOn() throws Exception {
        run("queued", 300);
        run("running", 300, RunEvent.START);
        run("failed", 300, RunEvent.START, RunEvent.FAIL);
        run("cancelled", 300, RunEvent.CANCEL);
        run("succeeded", 300, RunEvent.START, RunEvent.SUCCEED);
        assertEquals(1, purge(0));
        assertEquals(4, ids().size());
        assertFalse(ids().contains("succeeded"));
    }

    @Test
    void removesTheFoldersThatBecomeEmptyAndLeavesDamagedRunsAlone() throws Exception {
        run("march", 75, RunEvent.START, RunEvent.SUCCEED);
        run("old", 200, RunEvent.START, RunEvent.SUCCEED);
        RunNode damaged = run("damaged", 201, RunEvent.START, RunEvent.SUCCEED);
        damaged.node().setProperty("state", "NONSENSE");
        damaged.node().getSession().save();
        String folder = "/var/openguides/runs/2025/11/13";
        assertTrue(oak.login().nodeExists(folder + "/old"));
        assertEquals(1, purge(0));
        assertFalse(oak.login().nodeExists(folder));
        assertTrue(oak.login().nodeExists("/var/openguides/runs/2025/11/12/damaged"));
    }

    @ParameterizedTest
    @EnumSource
    void leavesRunsOfALaterVersionAlone(LaterVersion later) throws Exception {
        RunNode theirs = run("later", 300, RunEvent.START, RunEvent.SUCCEED);
        later.write(theirs.node());
        run("mine", 301, RunEvent.START, RunEvent.SUCCEED);

        assertEquals(1, purge(0));

        assertTrue(oak.login().nodeExists(theirs.node().getPath()));
    }

    private RunNode run(String id, int daysAgo, RunEvent... events) throws Exception {
        Session session = oak.login();
        Instant then = NOW.minus(Duration.ofDays(daysAgo));
        RunNode run = RunStore.create(
                session, id, RunRequest.of(List.of("/content/dam"), "admin").build(), then);
        for (RunEvent event : events) {
            assertTrue(run.apply(event, then, ""));
        }
        session.save();
        return run;
    }

    private int purge(int keptRuns) throws Exception {
        return new RunPurge(oak.sessions(), keptRuns, Duration.ofDays(90), Clock.fixed(NOW, ZoneOffset.UTC)).purge();
    }

    private List<String> ids() throws Exception {
        return RunStore.newest(oak.login(), 10, null, run -> true).runs().stream()
                .map(Run::id)
                .toList();
    }
}
