package org.openguides.processing.internal.engine;

import javax.jcr.Session;

import org.apache.jackrabbit.api.JackrabbitSession;
import org.apache.jackrabbit.api.security.user.User;
import org.apache.jackrabbit.commons.jackrabbit.authorization.AccessControlUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.RunState;
import org.openguides.processing.testing.OakRepository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What the requester may modify is asked in each session of the workers, which lasts for ten batches. */
@Timeout(60)
class RightsDuringARunTest {

    private static final int FILES = 30;

    /** With no more rights than the package gives to its service users. */
    private final TestEngine engine = new TestEngine(OakRepository.withServiceUsers());

    @BeforeEach
    void aWriter() throws Exception {
        engine.files(FILES);
        engine.batchSize = 1;
        engine.partitionSize = FILES;
        Session session = engine.oak.login();
        User jane = ((JackrabbitSession) session).getUserManager().createUser("jane", "jane");
        AccessControlUtils.addAccessControlEntry(
                session, "/content/dam", jane.getPrincipal(), new String[] {"rep:write"}, true);
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

    private Counts run() throws Exception {
        String id = engine.start(engine.requestBy("jane", "/content/dam"));
        engine.coordinate(id);
        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
        return engine.run(id).counts();
    }
}
