package org.openguides.processing.internal.engine.throttle;

import javax.jcr.Session;
import javax.jcr.observation.EventListener;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.jackrabbit.api.JackrabbitSession;
import org.apache.jackrabbit.commons.jackrabbit.authorization.AccessControlUtils;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openguides.processing.testing.OakRepository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Which commits of a real repository count as those of an author. */
class AuthorCommitsTest {

    private static final String ASSET = "/content/dam/a.dita";
    private static final String WORKFLOWS = "workflow-process-service";

    @RegisterExtension
    private final OakRepository oak = new OakRepository();

    private final AtomicLong now = new AtomicLong();
    private final ActiveUsers users = new ActiveUsers(now::get);
    private final AuthorCommits underTest = new AuthorCommits(users, now::get);
    private final AtomicInteger observed = new AtomicInteger();

    @BeforeEach
    void observe() throws Exception {
        oak.file(ASSET, "<topic id='a'/>");
        oak.folder("/var/elsewhere");
        JackrabbitSession admin = (JackrabbitSession) oak.login();
        for (String user : List.of("jane", WORKFLOWS)) {
            admin.getUserManager().createUser(user, user);
            AccessControlUtils.addAccessControlEntry(
                    admin,
                    "/",
                    admin.getUserManager().getAuthorizable(user).getPrincipal(),
                    new String[] {"jcr:all"},
                    true);
        }
        admin.save();
        EventListener counting = events -> {
            underTest.onEvent(events);
            observed.incrementAndGet();
        };
        NodeForeground.observe(
                oak.login().getWorkspace().getObservationManager(), counting, List.of("/content/dam", "/content/docs"));
    }

    @Test
    void aSaveOfAUserThatSendsRequestsCountsForFiveSeconds() throws Exception {
        users.note("jane");
        assertFalse(underTest.areRecent());
        save("jane", null, ASSET);
        assertTrue(underTest.areRecent());
        forward(Duration.ofMillis(4999));
        assertTrue(underTest.areRecent());
        forward(Duration.ofMillis(1));
        assertFalse(underTest.areRecent());
        save("jane", null, ASSET);
        assertTrue(underTest.areRecent());
    }

    @Test
    void whatServiceUsersAndWorkflowsCommitDoesNot() throws Exception {
        users.note("jane");
        save(WORKFLOWS, null, ASSET);
        save("jane", "changedByWorkflowProcess", ASSET);
        assertFalse(underTest.areRecent());
    }

    @Test
    void theSaveOfAUserThatHasSentNoRequestForAWhileDoesNot() throws Exception {
        users.note("jane");
        forward(Duration.ofMinutes(1));
        save("jane", null, ASSET);
        assertFalse(underTest.areRecent());
    }

    /** Such as a login, a token, or a user's last action. */
    @Test
    void whatIsSavedOutsideOfTheContentIsNotEvenLookedAt() throws Exception {
        users.note("jane");
        change("jane", null, "/var/elsewhere");
        change("jane", null, "/var/openguides");
        save(WORKFLOWS, null, ASSET);
        assertEquals(1, observed.get());
        assertFalse(underTest.areRecent());
    }

    /** Saves to the content and waits for the observation. */
    private void save(String user, String userData, String path) throws Exception {
        int before = observed.get();
        change(user, userData, path);
        Awaitility.await("observation").until(() -> observed.get() > before);
    }

    private void change(String user, String userData, String path) throws Exception {
        Session session = oak.login(user, user);
        session.getWorkspace().getObservationManager().setUserData(userData);
        session.getNode(path).addMixin("mix:title");
        session.getNode(path).setProperty("jcr:title", "at " + now + " by " + user + userData);
        session.save();
    }

    private void forward(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
