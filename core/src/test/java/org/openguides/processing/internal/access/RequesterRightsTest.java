package org.openguides.processing.internal.access;

import javax.jcr.Session;

import java.util.List;
import java.util.Set;

import org.apache.jackrabbit.api.JackrabbitSession;
import org.apache.jackrabbit.api.security.user.Group;
import org.apache.jackrabbit.api.security.user.User;
import org.apache.jackrabbit.api.security.user.UserManager;
import org.apache.jackrabbit.commons.jackrabbit.authorization.AccessControlUtils;
import org.apache.jackrabbit.oak.spi.security.principal.EveryonePrincipal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openguides.processing.testing.OakRepository;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RequesterRightsTest {

    @RegisterExtension
    final OakRepository oak = OakRepository.withServiceUsers();

    private Session session;

    @BeforeEach
    void usersAndRights() throws Exception {
        oak.file("/content/dam/theirs/a.dita", "");
        oak.file("/content/dam/others/b.dita", "");
        session = oak.login();
        UserManager users = ((JackrabbitSession) session).getUserManager();
        User jane = users.createUser("jane", "jane");
        Group writers = users.createGroup("writers");
        writers.addMember(jane);
        users.createGroup("operators").addMember(users.createUser("olga", "olga"));
        AccessControlUtils.addAccessControlEntry(
                session, "/content/dam/theirs", writers.getPrincipal(), new String[] {"rep:write"}, true);
        session.save();
    }

    @Test
    void followTheGroupsOfAUser() throws Exception {
        RequesterRights jane = rights("jane", "operators");
        assertTrue(jane.mayModify("/content/dam/theirs/a.dita"));
        assertFalse(jane.mayModify("/content/dam/others/b.dita"));
    }

    @Test
    void doNotBindOperatorsAndAdministrators() throws Exception {
        assertTrue(rights("olga", "operators").mayModify("/content/dam/others/b.dita"));
        assertFalse(rights("olga").mayModify("/content/dam/others/b.dita"));
        assertTrue(rights("admin").mayModify("/content/dam/others/b.dita"));
    }

    @Test
    void includeThoseOfEveryone() throws Exception {
        AccessControlUtils.addAccessControlEntry(
                session, "/content/dam/others", EveryonePrincipal.getInstance(), new String[] {"rep:write"}, true);
        session.save();
        assertTrue(rights("jane").mayModify("/content/dam/others/b.dita"));
    }

    @Test
    void endWithTheUser() throws Exception {
        assertFalse(rights("gone").mayModify("/content/dam/theirs/a.dita"));
    }

    /** Else one path more than it can remember would have it ask for all of them again. */
    @Test
    void areRememberedOfWhatIsAskedForTimeAndAgain() throws Exception {
        String asked = "/content/dam/theirs/a.dita";
        String once = "/content/dam/others/b.dita";
        AccessControlUtils.addAccessControlEntry(
                session, "/content/dam", EveryonePrincipal.getInstance(), new String[] {"jcr:read"}, true);
        session.save();
        RequesterRights jane = rights("jane");
        assertTrue(jane.mayRead(once));
        assertTrue(jane.mayRead(asked));
        AccessControlUtils.clear(session, "/content/dam", EveryonePrincipal.NAME);
        session.save();

        for (int i = 0; i < RequesterRights.REMEMBERED; i++) {
            assertFalse(jane.mayRead("/content/dam/none-" + i));
            assertTrue(jane.mayRead(asked), "as it was");
        }
        assertFalse(jane.mayRead(once), "what was not asked for is forgotten, so that memory is bounded");
    }

    private RequesterRights rights(String user, String... operators) throws Exception {
        return new RequesterRights(
                session, new Requesters(oak.sessions(), new Operators(Set.of(operators))).find(List.of(user)));
    }
}
