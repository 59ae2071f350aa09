package org.openguides.processing.internal.http;

import javax.jcr.GuestCredentials;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.SimpleCredentials;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.apache.jackrabbit.api.JackrabbitSession;
import org.apache.jackrabbit.api.security.user.Authorizable;
import org.apache.jackrabbit.api.security.user.Group;
import org.apache.jackrabbit.commons.JcrUtils;
import org.apache.jackrabbit.commons.jackrabbit.authorization.AccessControlUtils;
import org.apache.sling.api.resource.LoginException;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.openguides.processing.internal.access.Operators;

/** Content, users and their permissions in a real Oak, and requests by these users. */
final class Platform {

    static final UserLimits LIMITS = new UserLimits(0, 0, 0);
    static final ApiSettings SETTINGS = new ApiSettings(
            ApiSettings.DEFAULT_BASE_PATH,
            true,
            List.of("/content/dam"),
            new Operators(Set.of("administrators", "operators")),
            3,
            user -> Optional.empty());

    private final SlingContext context;
    private final JackrabbitSession admin;

    Platform(SlingContext context) {
        this.context = context;
        this.admin = (JackrabbitSession) context.resourceResolver().adaptTo(Session.class);
    }

    /** Creates a node whose type lets users write its creation time, even as arbitrary text. */
    Platform odd(String path) throws RepositoryException {
        JcrUtils.getOrCreateByPath(path, "nt:unstructured", admin).setProperty("jcr:created", "long ago");
        admin.save();
        return this;
    }

    /** Creates folders that all users can read and only admin can modify. */
    Platform folders(String... paths) throws RepositoryException {
        for (String path : paths) {
            JcrUtils.getOrCreateByPath(path, "sling:Folder", admin);
        }
        AccessControlUtils.allow(admin.getNode("/content"), "everyone", "jcr:read");
        admin.save();
        return this;
    }

    /** Creates a user who can read the own user node, as in Sling and AEM. */
    Platform user(String id) throws RepositoryException {
        Authorizable user = admin.getUserManager().createUser(id, id);
        admin.save();
        AccessControlUtils.allow(admin.getNode(user.getPath()), id, "jcr:all");
        admin.save();
        return this;
    }

    /** Creates a group that its members can read, as in Sling and AEM. */
    Platform group(String id, String... members) throws RepositoryException {
        Group group = admin.getUserManager().createGroup(id);
        for (String member : members) {
            group.addMember(admin.getUserManager().getAuthorizable(member));
        }
        admin.save();
        AccessControlUtils.allow(admin.getNode(group.getPath()), id, "jcr:read");
        admin.save();
        return this;
    }

    Platform allow(String user, String path, String... privileges) throws RepositoryException {
        AccessControlUtils.allow(admin.getNode(path), user, privileges);
        admin.save();
        return this;
    }

    Platform deny(String user, String path, String... privileges) throws RepositoryException {
        AccessControlUtils.deny(admin.getNode(path), user, privileges);
        admin.save();
        return this;
    }

    /** Creates a request by admin, by a user, or for {@code anonymous} without authentication. */
    ARequest request(String user, String method) throws RepositoryException, LoginException {
        return new ARequest(context, resolver(user), method);
    }

    Caller caller(String user) throws RepositoryException, LoginException {
        return new Access(SETTINGS).callerOf(request(user, "GET").build());
    }

    private ResourceResolver resolver(String user) throws RepositoryException, LoginException {
        if (user.equals("admin")) {
            return context.resourceResolver();
        }
        Session session = user.equals("anonymous")
                ? admin.getRepository().login(new GuestCredentials())
                : admin.getRepository().login(new SimpleCredentials(user, user.toCharArray()));
        return context.getService(ResourceResolverFactory.class)
                .getResourceResolver(Map.of("user.jcr.session", session));
    }
}
