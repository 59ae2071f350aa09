package org.openguides.processing.internal.jobs;

import javax.jcr.Session;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.api.RunEvent;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.ThrottleReason;
import org.openguides.processing.internal.access.Operators;
import org.openguides.processing.internal.engine.RunOutbox;
import org.openguides.processing.internal.guides.GuidesSettingsTest;
import org.openguides.processing.internal.observe.Health;
import org.openguides.processing.internal.observe.Severity;
import org.openguides.processing.internal.session.Retry;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.RunStore;
import org.openguides.processing.internal.walk.ProcessedPaths;
import org.openguides.processing.testing.FaultyBlobs;
import org.openguides.processing.testing.OakRepository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A repository or a data store that does not answer. */
class StorageCheckTest {

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    private final JobQueues jobs = new JobQueues();
    private SlingRuns runs;

    @BeforeEach
    void runs() {
        runs = new SlingRuns(
                oak.sessions(),
                jobs.manager(),
                node -> false,
                new Operators(Set.of()),
                GuidesSettingsTest.settings("auto"),
                () -> ProcessedPaths.ALL,
                new Retry(Retry.Policy.DEFAULT),
                RunOutbox.NONE);
    }

    private Health look(ServiceSessions sessions) {
        StorageCheck check =
                new StorageCheck(sessions, new ClaimedRuns(oak.sessions()), runs, new RunLogAccess(oak.sessions()));
        return new Health(check.name(), check.look());
    }

    private String start() throws Exception {
        oak.file("/content/dam/a.dita", "<topic id='a'/>");
        return runs.start(RunRequest.of(List.of("/content/dam"), "admin").build());
    }

    @Test
    void allIsWellWithARunAndWithout() throws Exception {
        assertEquals(Severity.OK, look(oak.sessions()).status());
        start();
        Health result = look(oak.sessions());
        assertEquals(Severity.OK, result.status(), result::toString);
        assertEquals(0, oak.openSessions());
    }

    @ParameterizedTest
    @EnumSource(FaultyBlobs.Fault.class)
    void aDataStoreThatCannotBeReadIsCritical(FaultyBlobs.Fault fault) throws Exception {
        String id = start();
        oak.blobs().failsLike(fault);
        oak.blobs().fail(blob -> true);

        Health result = look(oak.sessions());
        assertEquals(Severity.CRITICAL, result.status(), result::toString);
        assertTrue(
                result.toString().contains("The log of run " + id + " cannot be read from the data store"),
                result::toString);

        oak.blobs().fail(blob -> false);
        assertEquals(Severity.OK, look(oak.sessions()).status());
    }

    @Test
    void aRunThatWaitsForTheDataStoreIsNamed() throws Exception {
        String id = start();
        Session session = oak.login();
        RunNode run = RunStore.find(session, id).orElseThrow();
        run.apply(RunEvent.START, Instant.now(), "");
        run.setThrottledBy(ThrottleReason.STORAGE);
        session.save();

        Health result = look(oak.sessions());
        assertEquals(Severity.CRITICAL, result.status());
        assertTrue(result.toString().contains("Run " + id + " waits for the data store."), result::toString);
    }

    @Test
    void aRepositoryThatDoesNotAnswerIsCritical() {
        Health result = look(user -> {
            throw new ProcessingException("no session for reader");
        });
        assertEquals(Severity.CRITICAL, result.status());
        assertTrue(
                result.toString().contains("The repository does not answer: no session for reader"), result::toString);
    }
}
