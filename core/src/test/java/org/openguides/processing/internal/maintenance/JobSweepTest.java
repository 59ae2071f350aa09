package org.openguides.processing.internal.maintenance;

import javax.jcr.Session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openguides.processing.api.RunEvent;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.RunStore;
import org.openguides.processing.testing.LaterVersion;
import org.openguides.processing.testing.OakRepository;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Jobs that Sling has lost. */
class JobSweepTest {

    private static final Instant START = Instant.parse("2026-03-04T12:00:00Z");
    private static final Duration GRACE = Duration.ofMinutes(1);

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    private final Map<String, String> jobs = new TreeMap<>();
    private final List<String> removed = new ArrayList<>();
    private Instant now = START;
    private Session session;

    @BeforeEach
    void login() {
        session = oak.login();
    }

    @Test
    void aJobOfARunThatHasEndedIsRemovedAfterSomeTime() throws Exception {
        end(run("r1"));
        jobs.put("j1", "r1");
        now = START.plus(GRACE);
        sweep();
        assertEquals(List.of(), removed, "it may be about to go");
        now = START.plus(GRACE).plusSeconds(1);
        sweep();
        assertEquals(List.of("j1"), removed);
        assertEquals(0, oak.openSessions());
    }

    @Test
    void aJobOfARunThatGoesOnIsLeftAlone() throws Exception {
        run("r1");
        end(run("r2"));
        jobs.putAll(Map.of("j1", "r1", "j2", "r2"));
        now = START.plus(Duration.ofDays(1));
        sweep();
        assertEquals(List.of("j2"), removed);
    }

    @Test
    void aJobOfARunThatThisNodeDoesNotKnowIsLeftAlone() throws Exception {
        jobs.put("j1", "somewhere");
        sweep();
        assertEquals(List.of(), removed);
    }

    @ParameterizedTest
    @EnumSource
    void aJobOfARunOfALaterVersionIsLeftAloneAndKeepsNoOtherFromBeingLookedAt(LaterVersion later) throws Exception {
        later.write(run("r1").node());
        end(run("r2"));
        later.write(run("r3").node());
        jobs.putAll(Map.of("j1", "r1", "j2", "r2", "j3", "r3"));
        now = START.plus(Duration.ofDays(1));

        sweep();

        assertEquals(List.of("j2"), removed);
    }

    private RunNode run(String id) throws Exception {
        RunRequest request = RunRequest.of(List.of("/content/dam/a"), "admin").build();
        RunNode run = RunStore.create(session, id, request, START);
        run.apply(RunEvent.START, START, "");
        session.save();
        return run;
    }

    private void end(RunNode run) throws Exception {
        run.apply(RunEvent.SUCCEED, START, "");
        session.save();
    }

    private void sweep() throws Exception {
        JobSweep.Jobs active = new JobSweep.Jobs() {
            @Override
            public Map<String, String> runs() {
                return jobs;
            }

            @Override
            public void remove(String jobId) {
                removed.add(jobId);
            }
        };
        new JobSweep(oak.sessions(), active, GRACE, Clock.fixed(now, ZoneOffset.UTC)).sweep();
    }
}
