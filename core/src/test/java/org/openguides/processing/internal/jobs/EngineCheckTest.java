package org.openguides.processing.internal.jobs;

import javax.jcr.Session;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunEvent;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.internal.observe.Health;
import org.openguides.processing.internal.observe.Severity;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.session.ServiceUser;
import org.openguides.processing.internal.store.Claims;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.RunStore;
import org.openguides.processing.testing.LaterVersion;
import org.openguides.processing.testing.OakRepository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class EngineCheckTest {

    private static final Instant START = Instant.parse("2026-03-04T12:00:00Z");

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    private Session session;

    @BeforeEach
    void login() {
        session = oak.login();
    }

    private Health check(ServiceSessions sessions, Instant now) {
        EngineCheck check = new EngineCheck(sessions, Clock.fixed(now, ZoneOffset.UTC));
        return new Health(check.name(), check.look());
    }

    private RunNode run(String id) throws Exception {
        String path = "/content/dam/" + id;
        RunRequest request = RunRequest.of(List.of(path), "admin").build();
        Claims.take(session, id, request, each -> true);
        RunNode run = RunStore.create(session, id, request, START);
        session.save();
        return run;
    }

    @Test
    void allIsWellWithoutRuns() {
        Health result = check(oak.sessions(), START);
        assertEquals(Severity.OK, result.status());
        assertTrue(result.toString().contains("0 runs have not ended"), result::toString);
        assertEquals(0, oak.openSessions());
    }

    @ParameterizedTest
    @EnumSource
    void aRunOfALaterVersionIsNamedAndHidesNoOther(LaterVersion later) throws Exception {
        later.write(run("a-later").node());
        run("silent").apply(RunEvent.START, START, "");
        session.save();
        later.write(run("z-later").node());

        Health result = check(oak.sessions(), START.plusSeconds(3600));

        assertEquals(Severity.WARN, result.status());
        for (String said : List.of("Run silent has shown", "Run a-later is damaged", "Run z-later is damaged")) {
            assertTrue(result.toString().contains(said), result::toString);
        }
    }

    @Test
    void aServiceUserThatIsNotMappedIsCritical() {
        ServiceSessions withoutWorker = user -> {
            if (user == ServiceUser.WORKER) {
                throw new ProcessingException("no service user is mapped to worker");
            }
            return oak.sessions().open(user);
        };
        Health result = check(withoutWorker, START);
        assertEquals(Severity.CRITICAL, result.status());
        assertTrue(result.toString().contains("no service user is mapped to worker"), result::toString);
    }

    @Test
    void aServiceUserThatDoesNotSeeTheRunsIsCritical() {
        oak.remove("/var/openguides/runs");
        assertEquals(Severity.CRITICAL, check(oak.sessions(), START).status());
    }

    @Test
    void aRunThatIsWorkedOnByNobodyIsNamed() throws Exception {
        RunNode run = run("r1");
        Instant later = START.plusSeconds(601);
        assertEquals(Severity.OK, check(oak.sessions(), later).status(), "it may wait for others");

        run.apply(RunEvent.START, START, "");
        session.save();
        assertEquals(Severity.OK, check(oak.sessions(), later.minusSeconds(1)).status());
        Health result = check(oak.sessions(), later);
        assertEquals(Severity.WARN, result.status());
        assertTrue(result.toString().contains("Run r1 "), result::toString);
    }

    @ParameterizedTest
    @EnumSource
    void unfinishedRunsAreListedWithoutThoseOfALaterVersion(LaterVersion later) throws Exception {
        later.write(run("a-later").node());
        run("r1").apply(RunEvent.START, START, "");
        session.save();

        assertEquals(
                List.of("r1"),
                new ClaimedRuns(oak.sessions()).list().stream().map(Run::id).toList());
        assertEquals(0, oak.openSessions());
    }

    @Test
    void unfinishedRunsAreThoseThatHaveAClaim() throws Exception {
        run("r1");
        run("r2").apply(RunEvent.START, START, "");
        session.save();

        assertEquals(
                Set.of("r1", "r2"),
                new ClaimedRuns(oak.sessions()).list().stream().map(Run::id).collect(Collectors.toSet()));
    }
}
