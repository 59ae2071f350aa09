package org.openguides.processing;

import javax.jcr.AccessDeniedException;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.security.Principal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.apache.jackrabbit.api.JackrabbitSession;
import org.apache.jackrabbit.api.security.user.Group;
import org.apache.jackrabbit.api.security.user.User;
import org.apache.jackrabbit.api.security.user.UserManager;
import org.apache.jackrabbit.commons.jackrabbit.authorization.AccessControlUtils;
import org.apache.jackrabbit.oak.spi.security.principal.EveryonePrincipal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openguides.processing.internal.access.Operators;
import org.openguides.processing.internal.access.Requester;
import org.openguides.processing.internal.access.RequesterRights;
import org.openguides.processing.internal.access.Requesters;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceUser;
import org.openguides.processing.internal.store.OutboxEntry;
import org.openguides.processing.testing.OakRepository;
import org.openguides.processing.testing.Repoinit;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Permissions that the package's scripts grant to service users, on a real Oak that evaluates permissions by path. */
class ServiceUserRightsTest {

    private static final String ASSET = "/content/dam/p/a.dita";
    private static final String RUNS = "/var/openguides/runs";

    private OakRepository oak = OakRepository.withServiceUsers();
    private Session admin;
    private String profile = "";

    @BeforeEach
    void content() throws RepositoryException {
        setUp();
    }

    private void setUp() throws RepositoryException {
        oak.file(ASSET, "<topic id='a'/>");
        oak.folder("/conf/secret");
        oak.folder("/content/elsewhere");
        admin = oak.login();
        UserManager users = ((JackrabbitSession) admin).getUserManager();
        User jane = users.createUser("jane", "jane");
        Group writers = users.createGroup("writers");
        Group staff = users.createGroup("staff");
        writers.addMember(jane);
        staff.addMember(writers);
        Node node = admin.getNode(jane.getPath()).addNode("profile", "nt:unstructured");
        node.setProperty("email", "jane@example.org");
        profile = node.getPath();
        Group administrators = (Group) users.getAuthorizable("administrators");
        (administrators == null ? users.createGroup("administrators") : administrators)
                .addMember(users.createUser("chief", "chief"));
        admin.save();
        Repoinit.run(admin); // as at each start
    }

    @AfterEach
    void close() {
        oak.close();
    }

    @Test
    void theWorkerReadsAndWritesContentAndRuns() throws RepositoryException {
        as(ServiceUser.WORKER, session -> {
            session.getNode(ASSET).getNode("jcr:content").addMixin("openguides:Processed");
            session.getNode(ASSET + "/jcr:content").addNode("openguides", "nt:unstructured");
            session.getNode(RUNS).addNode("run", "nt:unstructured");
            session.save();
            assertTrue(oak.login().nodeExists(ASSET + "/jcr:content/openguides"));
            session.getNode(RUNS + "/run").remove();
            session.getNode(ASSET + "/jcr:content/openguides").remove();
            session.save();
        });
        assertFalse(oak.login().nodeExists(ASSET + "/jcr:content/openguides"));
    }

    @Test
    void theWorkerWritesTheOutboxAndTheReaderReadsIt() throws RepositoryException {
        OutboxEntry.Message message = new OutboxEntry.Message("id", "type", "run", 0, "text", 0);
        as(ServiceUser.WORKER, session -> {
            OutboxEntry.add(session, "chat", message, Instant.now());
            session.save();
        });
        as(ServiceUser.READER, session -> {
            OutboxEntry entry = OutboxEntry.all(session, "chat").get(0);
            assertEquals("text", entry.text());
            entry.remove();
            assertThrows(AccessDeniedException.class, session::save);
        });
        as(ServiceUser.GROUPS, session -> assertHidden(session, OutboxEntry.ROOT));
        as(ServiceUser.WORKER, session -> {
            OutboxEntry.all(session, "chat").get(0).remove();
            session.getNode(OutboxEntry.ROOT + "/chat").remove();
            session.save();
        });
        assertEquals(List.of(), OutboxEntry.recipients(oak.login()));
    }

    /** For each asset: the worker itself may do more than those who have asked for a run. */
    @Test
    void theWorkerLooksUpTheRightsOfOthersOnContentAndNowhereElse() throws RepositoryException {
        AccessControlUtils.addAccessControlEntry(
                admin, "/content/dam/p", EveryonePrincipal.getInstance(), new String[] {"jcr:read"}, true);
        admin.save();
        List<Requester> jane = new Requesters(oak.sessions(), new Operators(Set.of())).find(List.of("jane"));
        as(ServiceUser.WORKER, session -> {
            RequesterRights rights = new RequesterRights(session, jane);
            assertTrue(rights.mayRead(ASSET));
            assertFalse(rights.mayModify(ASSET));
            assertThrows(AccessDeniedException.class, () -> rights.mayRead(RUNS));
        });
    }

    @Test
    void theWorkerSeesNeitherUsersNorAnythingElse() throws RepositoryException {
        as(
                ServiceUser.WORKER,
                session -> assertHidden(session, "/home", profile, "/conf/secret", "/content/elsewhere"));
    }

    @Test
    void theReaderReadsContentAndRunsAndWritesNothing() throws RepositoryException {
        as(ServiceUser.READER, session -> {
            assertTrue(session.nodeExists(ASSET + "/jcr:content"));
            assertTrue(session.nodeExists(RUNS));
            assertHidden(session, "/home", profile, "/conf/secret", "/content/elsewhere");
            Node runs = session.getNode(RUNS);
            assertThrows(AccessDeniedException.class, () -> runs.addNode("run", "nt:unstructured"));
            session.getNode(ASSET).remove();
            assertThrows(AccessDeniedException.class, session::save);
        });
    }

    @Test
    void groupsAreReadAndProfilesAreNot() throws RepositoryException {
        Requester jane = new Requesters(oak.sessions(), new Operators(Set.of("staff"))).find("jane");
        assertTrue(jane.operator(), "through a group in a group");
        assertEquals(
                Set.of("jane", "writers", "staff", "everyone"),
                jane.principals().stream().map(Principal::getName).collect(toSet()));
        as(ServiceUser.GROUPS, session -> {
            assertHidden(session, profile, ASSET, RUNS, "/conf/secret");
            Node user = session.getNode(profile.substring(0, profile.lastIndexOf('/')));
            user.setProperty("greeting", "hello");
            assertThrows(AccessDeniedException.class, session::save);
        });
    }

    /** An earlier user may have had the same id. */
    @Test
    void theCreationTimeOfAUserIsReadable() throws RepositoryException {
        Requesters requesters = new Requesters(oak.sessions(), new Operators(Set.of()));
        Instant before = requesters.madeAt("jane").orElseThrow();
        UserManager users = ((JackrabbitSession) admin).getUserManager();
        users.getAuthorizable("jane").remove();
        admin.save();
        assertEquals(Optional.empty(), requesters.madeAt("jane"));
        users.createUser("jane", "jane");
        admin.save();
        assertTrue(requesters.madeAt("jane").orElseThrow().isAfter(before));
    }

    @Test
    void onlyAdministratorsCanReadAndManageRuns() throws RepositoryException {
        AccessControlUtils.addAccessControlEntry(
                admin, "/var", EveryonePrincipal.getInstance(), new String[] {"jcr:read"}, true);
        admin.save();
        Session jane = oak.login("jane", "jane");
        assertTrue(jane.nodeExists("/var"));
        assertHidden(jane, "/var/openguides", RUNS);

        Session chief = oak.login("chief", "chief");
        chief.getNode(RUNS).remove();
        chief.save();
        assertFalse(oak.login().nodeExists(RUNS));
    }

    @Test
    void permissionsGrantedByAnEarlierVersionAreRevoked() throws RepositoryException {
        oak.close();
        oak = new OakRepository();
        Repoinit.runFormer(oak.login(), "/repoinit/two-service-users.json");
        setUp();
        as("openguides-worker", session -> assertHidden(session, "/home", profile));
        assertTrue(oak.login("chief", "chief").nodeExists(RUNS));
    }

    @Test
    void anotherStartChangesNothing() throws RepositoryException {
        List<String> before = entries();
        Repoinit.run(admin);
        assertEquals(before, entries());
    }

    private List<String> entries() throws RepositoryException {
        StringBuilder all = new StringBuilder();
        for (String path : List.of("/home", "/content/dam", "/var/openguides")) {
            Arrays.stream(AccessControlUtils.getAccessControlList(admin, path).getAccessControlEntries())
                    .forEach(entry -> all.append(path).append(' ').append(entry).append('\n'));
        }
        return all.toString().lines().toList();
    }

    private void as(ServiceUser user, Look look) throws RepositoryException {
        try (ServiceSession session = oak.sessions().open(user)) {
            look.at(session.jcr());
        }
    }

    private void as(String user, Look look) throws RepositoryException {
        Session session = oak.loginAs(user);
        look.at(session);
        session.logout();
    }

    private static void assertHidden(Session session, String... paths) throws RepositoryException {
        for (String path : paths) {
            assertFalse(session.nodeExists(path), path);
        }
    }

    @FunctionalInterface
    private interface Look {
        void at(Session session) throws RepositoryException;
    }
}
