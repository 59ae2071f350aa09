package org.openguides.processing.internal.engine;

import javax.jcr.Session;

import java.util.List;

import org.apache.jackrabbit.api.JackrabbitSession;
import org.apache.jackrabbit.api.security.user.User;
import org.apache.jackrabbit.commons.jackrabbit.authorization.AccessControlUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.OverlapException;
import org.openguides.processing.api.RestartScope;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.RunState;
import org.openguides.processing.internal.walk.ProcessedPaths;
import org.openguides.processing.spi.ItemResult;
import org.openguides.processing.testing.OakRepository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Permissions of the requester are read in each session of the workers, which lasts for ten batches. */
@Timeout(60)
class RightsDuringARunTest {

    private static final int FILES = 30;

    /** With only the permissions that the package gives to its service users. */
    private final TestEngine engine = new TestEngine(OakRepository.withServiceUsers());

    @BeforeEach
    void aWriter() throws Exception {
        engine.files(FILES);
        engine.batchSize = 1;
        engine.partitionSize = FILES;
        Session session = engine.oak.login();
        User jane = ((JackrabbitSession) session).getUserManager().createUser("jane", "jane");
        AccessControlUtils.addAccessControlEntry(
                session, "/content/dam", jane.getPrincipal(), new String[] {"jcr:read", "rep:write"}, true);
        session.save();
    }

    @AfterEach
    void close() {
        engine.oak.close();
    }

    @Test
    void holdForAllOfIt() throws Exception {
        assertEquals(new Counts(FILES, 0, 0), run());
    }

    @Test
    void endSoonAfterTheUserIsGone() throws Exception {
        engine.whenProcessed(1, () -> {
            Session session = engine.oak.login();
            ((JackrabbitSession) session)
                    .getUserManager()
                    .getAuthorizable("jane")
                    .remove();
            session.save();
        });
        Counts counts = run();
        assertTrue(counts.succeeded() <= 10, counts::toString);
        assertEquals(new Counts(counts.succeeded(), 0, FILES - counts.succeeded()), counts);
    }

    @Test
    void whatTheRequesterCannotReadIsNeitherSelectedNorCountedNorNamed() throws Exception {
        for (int i = 0; i < 3; i++) {
            deny(TestEngine.file(i), "jane", "jcr:read");
        }
        String id = engine.start(engine.requestBy("jane", "/content/dam"));
        engine.coordinate(id);

        assertEquals(FILES - 3, engine.run(id).selection().found());
        assertEquals(new Counts(FILES - 3, 0, 0), engine.run(id).counts());
        assertFalse(engine.log(id).toString().contains(TestEngine.file(1)), engine.log(id)::toString);
        String dry = engine.start(
                RunRequest.of(List.of("/content/dam"), "jane").dryRun(true).build());
        engine.coordinate(dry);
        assertEquals(FILES - 3, engine.run(dry).selection().found());
    }

    /** The start would be accepted if a guess of the path of a hidden run were right. */
    @Test
    void excludedPathsThatTheRequesterCannotReadDoNotRevealARun() throws Exception {
        engine.oak.file("/content/dam/closed/board/a.dita", "<topic/>");
        engine.oak.file("/content/dam/closed/bored/a.dita", "<topic/>");
        engine.oak.file("/content/dam/open/a.dita", "<topic/>");
        deny("/content/dam/closed", "jane", "jcr:read");
        engine.start(engine.request("/content/dam/closed/board"));
        for (String guess : List.of("closed/board", "closed/bored", "closed/absent", "closed")) {
            assertThrows(OverlapException.class, () -> startWithout("/content/dam/" + guess), guess);
        }

        engine.start(engine.request("/content/dam/open"));
        deny("/content/dam/open", "jane", "rep:write");
        assertThrows(OverlapException.class, () -> startWithout("/content/dam/open"), "still the hidden one");
        Session session = engine.oak.login();
        AccessControlUtils.clear(session, "/content/dam/closed");
        session.save();
        String id = startWithout("/content/dam/open", "/content/dam/closed", "/var/openguides", "/gone/x:y:z");
        engine.coordinate(id);
        assertEquals(new Counts(FILES, 0, 0), engine.run(id).counts());
    }

    private String startWithout(String... excluded) throws OverlapException {
        return engine.lifecycle()
                .start(RunRequest.of(List.of("/content/dam"), "jane")
                        .excluding(List.of(excluded))
                        .build());
    }

    @Test
    void whatFailedAndCannotBeReadIsNotRestarted() throws Exception {
        for (int i = 0; i < 3; i++) {
            engine.results.put(TestEngine.file(i), ItemResult.failure(FileType.DITA_TOPIC, "broken"));
        }
        String id = engine.start(engine.request("/content/dam"));
        engine.coordinate(id);
        deny(TestEngine.file(1), "jane", "jcr:read");
        engine.processed.clear();

        String again = engine.lifecycle().restart(id, RestartScope.FAILED, "jane");
        engine.coordinate(again);

        assertEquals(List.of(TestEngine.file(0), TestEngine.file(2)), engine.processed);
    }

    @Test
    void afterAResumeByAnotherUserOnlyWhatBothMayModifyIsWritten() throws Exception {
        String id = engine.start(engine.request("/content/dam"));
        engine.whenProcessed(2, () -> engine.cancel(id, "jane"));
        engine.coordinate(id);
        long before = engine.run(id).counts().succeeded();
        deny(TestEngine.file(FILES - 1), "jane", "rep:write");

        engine.lifecycle().resume(id, "jane");
        engine.coordinate(id);

        assertEquals(new Counts(FILES - 1, 0, 1), engine.run(id).counts());
        assertTrue(before < FILES, "there was something left");
        assertFalse(engine.processed.contains(TestEngine.file(FILES - 1)));
    }

    @Test
    void aDisabledUserHasNone() throws Exception {
        Session session = engine.oak.login();
        ((User) ((JackrabbitSession) session).getUserManager().getAuthorizable("jane")).disable("gone on holiday");
        session.save();
        assertEquals(new Counts(0, 0, FILES), run());
    }

    @Test
    void anIgnoredFolderThatTheRequesterCannotReadIsNotCounted() throws Exception {
        engine.oak.file("/content/dam/seen/a.dita", "<topic/>");
        engine.oak.file("/content/dam/unseen/a.dita", "<topic/>");
        deny("/content/dam/unseen", "jane", "jcr:read");
        engine.paths = ProcessedPaths.of(List.of("/content/dam"), List.of("/content/dam/seen", "/content/dam/unseen"));
        String id = engine.start(engine.requestBy("jane", "/content/dam"));
        engine.coordinate(id);

        List<String> log = engine.log(id);
        assertTrue(
                log.stream().anyMatch(line -> line.endsWith("left out: 1 folder at ignored paths with all content")),
                log::toString);
    }

    private void deny(String path, String user, String privilege) throws Exception {
        Session session = engine.oak.login();
        AccessControlUtils.addAccessControlEntry(
                session,
                path,
                ((JackrabbitSession) session)
                        .getUserManager()
                        .getAuthorizable(user)
                        .getPrincipal(),
                new String[] {privilege},
                false);
        session.save();
        session.logout();
    }

    private Counts run() throws Exception {
        String id = engine.start(engine.requestBy("jane", "/content/dam"));
        engine.coordinate(id);
        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
        return engine.run(id).counts();
    }
}
