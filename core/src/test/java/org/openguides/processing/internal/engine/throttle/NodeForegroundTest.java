package org.openguides.processing.internal.engine.throttle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.testing.OakRepository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class NodeForegroundTest {

    @RegisterExtension
    private final OakRepository oak = new OakRepository();

    private final OpenRequests requests = new OpenRequests();
    private final ActiveUsers users = new ActiveUsers();
    private final NodeForeground underTest = foreground(oak.sessions(), " /content/dam/ ");

    @AfterEach
    void stop() {
        underTest.stop();
    }

    private NodeForeground foreground(ServiceSessions sessions, String... roots) {
        return new NodeForeground(requests, users, sessions, List.of(roots));
    }

    @Test
    void listensFromTheFirstQuestionOnAndUntilItIsStopped() {
        users.note("admin");
        assertEquals(0, oak.openSessions());
        assertFalse(underTest.hasActiveAuthors());
        assertEquals(1, oak.openSessions());
        oak.file("/content/dam/a.dita", "<topic id='a'/>");
        Awaitility.await("author").until(underTest::hasActiveAuthors);
        underTest.stop();
        assertEquals(0, oak.openSessions());
    }

    @Test
    void listensAgainWhenItsSessionIsDead() {
        List<ServiceSession> opened = new ArrayList<>();
        NodeForeground bereft = foreground(
                user -> {
                    opened.add(oak.sessions().open(user));
                    return opened.get(opened.size() - 1);
                },
                "/content/dam");
        users.note("admin");
        assertFalse(bereft.hasActiveAuthors());
        opened.get(0).jcr().logout();
        assertFalse(bereft.hasActiveAuthors());
        assertFalse(bereft.hasActiveAuthors());
        assertEquals(2, opened.size());
        assertEquals(1, oak.openSessions());
        oak.file("/content/dam/a.dita", "<topic id='a'/>");
        Awaitility.await("author").until(bereft::hasActiveAuthors);
        bereft.stop();
        assertEquals(0, oak.openSessions());
    }

    @Test
    void aServiceUserThatIsMissingHoldsUpNothing() {
        AtomicBoolean asked = new AtomicBoolean();
        NodeForeground deaf = foreground(
                user -> {
                    assertFalse(asked.getAndSet(true), "once a minute is enough");
                    throw new ProcessingException("no service user is mapped to " + user);
                },
                "/content/dam");
        assertFalse(deaf.hasActiveAuthors());
        assertFalse(deaf.hasActiveAuthors());
        assertTrue(asked.get());
    }

    @Test
    void isIdleWhenNoRequestIsOpen() {
        assertTrue(underTest.isIdle());
        OpenRequests.Open request = requests.begin();
        assertFalse(underTest.isIdle());
        request.end();
        assertTrue(underTest.awaitIdle(Duration.ofDays(1)));
    }
}
