package org.openguides.processing.internal.maintenance;

import javax.jcr.Session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openguides.processing.api.RunEvent;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.internal.store.Claims;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.RunStore;
import org.openguides.processing.testing.LaterVersion;
import org.openguides.processing.testing.OakRepository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Runs without a coordinator. */
class RunSweepTest {

    private static final Instant START = Instant.parse("2026-03-04T12:00:00Z");

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    private final Set<String> present = new HashSet<>();
    private final List<String> added = new ArrayList<>();
    private final Set<String> dead = new HashSet<>();
    private Instant now = START;
    private Session session;

    @BeforeEach
    void login() {
        session = oak.login();
    }

    @Test
    void aRunWhoseJobWasNeverAddedGetsOneAfterSomeTime() throws Exception {
        run("r1", "/content/dam/a");
        sweep();
        assertEquals(List.of(), added, "its job may be on the way");
        now = START.plusSeconds(31);
        sweep();
        assertEquals(List.of("r1"), added);
    }

    @Test
    void aRunThatMayNotBeginYetIsLeftAloneUntilItMay() throws Exception {
        run(RunRequest.of(List.of("/content/dam/a"), "admin")
                .notBefore(START.plus(Duration.ofDays(3)))
                .build());
        now = START.plus(Duration.ofDays(2));
        sweep();
        assertEquals(List.of(), added);
        now = START.plus(Duration.ofDays(3));
        sweep();
        assertEquals(List.of("later"), added);
    }

    private void run(RunRequest request) throws Exception {
        Claims.take(session, "later", request, each -> true);
        RunStore.create(session, "later", request, START);
        save();
    }

    @Test
    void aRunThatWaitsForItsTurnIsLeftAlone() throws Exception {
        run("r1", "/content/dam/a");
        present.add("r1");
        now = START.plus(Duration.ofDays(1));
        sweep();
        assertEquals(List.of(), added);
    }

    @Test
    void aRunOfADeadCoordinatorGetsANewJobAndOneOfALivingDoesNot() throws Exception {
        start(run("r1", "/content/dam/a"), "gone@1");
        start(run("r2", "/content/dam/b"), "there@1");
        dead.add("gone@1");
        sweep();
        assertEquals(List.of("r1"), added);
    }

    @Test
    void aClaimWithoutARunIsRemovedAndOthersAreKept() throws Exception {
        run("r1", "/content/dam/a");
        run("r2", "/content/dam/b").node().remove();
        save();
        sweep();
        assertTrue(oak.login().nodeExists(Claims.ROOT + "/r1"));
        assertFalse(oak.login().nodeExists(Claims.ROOT + "/r2"));
        assertEquals(0, oak.openSessions());
    }

    @ParameterizedTest
    @EnumSource
    void aRunOfALaterVersionIsLeftAloneWithItsClaimAndKeepsNoOtherFromBeingLookedAt(LaterVersion later)
            throws Exception {
        later.write(run("a-later", "/content/dam/a").node());
        later.write(run("z-later", "/content/dam/z").node());
        start(run("mine", "/content/dam/mine"), "gone@1");
        dead.add("gone@1");
        now = START.plus(Duration.ofDays(1));

        sweep();

        assertEquals(List.of("mine"), added);
        assertTrue(oak.login().nodeExists(Claims.ROOT + "/a-later"));
        assertTrue(oak.login().nodeExists(Claims.ROOT + "/z-later"));
    }

    @Test
    void aDamagedRunKeepsNoOtherFromBeingLookedAt() throws Exception {
        for (String id : List.of("a-damaged", "z-damaged")) {
            run(id, "/content/dam/" + id).node().getProperty("state").remove();
        }
        start(run("mine", "/content/dam/mine"), "gone@1");
        dead.add("gone@1");

        sweep();

        assertEquals(List.of("mine"), added);
    }

    /** A later version may store its runs elsewhere. */
    @Test
    void theClaimOfALaterVersionIsKeptAlthoughItsRunIsNotFound() throws Exception {
        run("r1", "/content/dam/a").node().remove();
        LaterVersion.FORMAT.write(session.getNode(Claims.ROOT + "/r1"));

        sweep();

        assertTrue(oak.login().nodeExists(Claims.ROOT + "/r1"));
    }

    private RunNode run(String id, String path) throws Exception {
        RunRequest request = RunRequest.of(List.of(path), "admin").build();
        Claims.take(session, id, request, each -> true);
        RunNode run = RunStore.create(session, id, request, START);
        save();
        return run;
    }

    private void start(RunNode run, String owner) throws Exception {
        run.apply(RunEvent.START, START, "");
        run.setOwner(owner);
        save();
    }

    private void save() throws Exception {
        session.save();
    }

    private void sweep() throws Exception {
        RunSweep.Jobs jobs = new RunSweep.Jobs() {
            @Override
            public boolean isThere(String runId) {
                return present.contains(runId);
            }

            @Override
            public void add(String runId) {
                added.add(runId);
            }
        };
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        new RunSweep(oak.sessions(), jobs, (what, owner, beat) -> dead.contains(owner), Duration.ofSeconds(30), clock)
                .sweep();
    }
}
