package org.openguides.processing.internal.access;

import java.util.Set;

import org.apache.jackrabbit.api.JackrabbitSession;
import org.apache.jackrabbit.api.security.user.Group;
import org.apache.jackrabbit.api.security.user.UserManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openguides.processing.testing.OakRepository;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class OperatorsTest {

    @RegisterExtension
    final OakRepository oak = OakRepository.withServiceUsers();

    @BeforeEach
    void users() throws Exception {
        JackrabbitSession session = (JackrabbitSession) oak.login();
        UserManager users = session.getUserManager();
        users.createUser("jane", "jane");
        users.createGroup("chiefs").addMember(users.createGroup("editors"));
        users.getAuthorizable("editors", Group.class).addMember(users.createUser("olga", "olga"));
        session.save();
    }

    @Test
    void areMembersOfTheGroupsDirectlyOrThroughOthers() throws Exception {
        assertTrue(isOperator("olga", "editors"));
        assertTrue(isOperator("olga", "chiefs"));
        assertFalse(isOperator("jane", "chiefs"));
    }

    @Test
    void areMembersOfWhatThePlatformAloneKnowsAsAGroup() throws Exception {
        assertTrue(isOperator("jane", "everyone"));
    }

    @Test
    void areNotThoseWhoseOwnNameIsThatOfAGroup() throws Exception {
        assertFalse(isOperator("jane", "jane"));
    }

    @Test
    void includeAdministrators() throws Exception {
        assertTrue(isOperator("admin"));
    }

    /** With the service user that looks up requesters. */
    private boolean isOperator(String user, String... groups) throws Exception {
        return new Requesters(oak.sessions(), new Operators(Set.of(groups)))
                .find(user)
                .operator();
    }
}
