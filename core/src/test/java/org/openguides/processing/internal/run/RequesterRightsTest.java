package org.openguides.processing.internal.run;

import javax.jcr.Session;

import java.util.Set;

import org.apache.jackrabbit.api.JackrabbitSession;
import org.apache.jackrabbit.api.security.user.Group;
import org.apache.jackrabbit.api.security.user.User;
import org.apache.jackrabbit.api.security.user.UserManager;
import org.apache.jackrabbit.commons.jackrabbit.authorization.AccessControlUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openguides.processing.internal.access.Operators;
import org.openguides.processing.testing.OakRepository;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RequesterRightsTest {

    @RegisterExtension
    final OakRepository oak = new OakRepository();

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
        RequesterRights jane = RequesterRights.of(session, "jane", new Operators(Set.of("operators")));
        assertTrue(jane.mayModify("/content/dam/theirs/a.dita"));
        assertFalse(jane.mayModify("/content/dam/others/b.dita"));
    }

    @Test
    void doNotBindOperatorsAndAdministrators() throws Exception {
        assertTrue(RequesterRights.of(session, "olga", new Operators(Set.of("operators")))
                .mayModify("/content/dam/others/b.dita"));
        assertFalse(
                RequesterRights.of(session, "olga", new Operators(Set.of())).mayModify("/content/dam/others/b.dita"));
        assertTrue(
                RequesterRights.of(session, "admin", new Operators(Set.of())).mayModify("/content/dam/others/b.dita"));
    }

    @Test
    void endWithTheUser() throws Exception {
        assertFalse(
                RequesterRights.of(session, "gone", new Operators(Set.of())).mayModify("/content/dam/theirs/a.dita"));
    }
}
