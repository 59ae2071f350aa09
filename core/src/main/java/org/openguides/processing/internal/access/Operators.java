package org.openguides.processing.internal.access;

import javax.jcr.RepositoryException;

import java.security.Principal;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.jackrabbit.api.JackrabbitSession;
import org.apache.jackrabbit.api.security.principal.PrincipalIterator;
import org.apache.jackrabbit.api.security.user.Authorizable;
import org.apache.jackrabbit.api.security.user.Group;
import org.apache.jackrabbit.api.security.user.User;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Users who see every run, and may have content processed that they may not modify themselves.
 *
 * @param groups ids of their groups
 */
@Component(service = Operators.class, configurationPid = Operators.PID)
@Designate(ocd = Operators.Config.class)
public record Operators(Set<String> groups) {

    static final String PID = "org.openguides.processing.operators";

    /** The administrators of the platform, whatever is configured. */
    public static final Operators ADMINISTRATORS = new Operators(Set.of("administrators"));

    /** Configuration of the component. */
    @ObjectClassDefinition(
            name = "OpenGuides: operators",
            description = "Groups that see and control the jobs of all users.")
    @interface Config {
        @AttributeDefinition(
                name = "Groups",
                description = "Members see the jobs of all users, and may have content processed that they can read but"
                        + " not modify.")
        String[] groups() default {"administrators", "openguides-operators"};
    }

    @Activate
    public Operators(Config config) {
        this(Arrays.stream(config.groups()).collect(Collectors.toSet()));
    }

    public Operators {
        groups = groups.stream()
                .map(String::strip)
                .filter(group -> !group.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Returns whether a user is an administrator or a direct or indirect member of one of the groups. A group is
     * matched by its id, or by the name of a principal that the platform adds at login. Groups whose members are
     * managed by an identity provider have no id here, nor has {@code everyone}. Groups that the session cannot read
     * are ignored.
     *
     * @param session session that the authorizable was read with
     */
    public boolean include(Authorizable authorizable, JackrabbitSession session) throws RepositoryException {
        if (authorizable instanceof User user && user.isAdmin()) {
            return true;
        }
        for (Iterator<Group> memberships = authorizable.memberOf(); memberships.hasNext(); ) {
            if (groups.contains(memberships.next().getID())) {
                return true;
            }
        }
        for (Principal principal : groupsOf(authorizable, session)) {
            if (groups.contains(principal.getName())) {
                return true;
            }
        }
        return false;
    }

    /** Returns the principals of a user's groups that the session can read, and everyone. */
    static Set<Principal> groupsOf(Authorizable user, JackrabbitSession session) throws RepositoryException {
        Set<Principal> principals = new HashSet<>();
        PrincipalIterator groups = session.getPrincipalManager().getGroupMembership(user.getPrincipal());
        for (Iterator<?> each = groups; each.hasNext(); ) {
            principals.add((Principal) each.next());
        }
        return principals;
    }
}
