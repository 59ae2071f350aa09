package org.openguides.processing.internal.session;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.Map;

import org.apache.sling.api.resource.LoginException;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.openguides.processing.api.ProcessingException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Opens service sessions by means of the platform's service user mapping. */
@Component(service = ServiceSessions.class)
public final class SlingServiceSessions implements ServiceSessions {

    private final ResourceResolverFactory resolvers;

    @Activate
    public SlingServiceSessions(@Reference(name = "resolvers") ResourceResolverFactory resolvers) {
        this.resolvers = resolvers;
    }

    @Override
    public ServiceSession open(ServiceUser user) {
        try {
            ResourceResolver resolver =
                    resolvers.getServiceResourceResolver(Map.of(ResourceResolverFactory.SUBSERVICE, user.subservice()));
            Session session = resolver.adaptTo(Session.class);
            if (session == null) {
                resolver.close();
                throw new ProcessingException("the service user of " + user.subservice() + " has no JCR session");
            }
            return new ServiceSession(session, resolver::close);
        } catch (LoginException e) {
            // The platform also reports a repository that fails by this exception.
            if (e.getCause() instanceof RepositoryException && !(e.getCause() instanceof javax.jcr.LoginException)) {
                throw new ProcessingException("the service user of " + user.subservice() + " cannot log in", e);
            }
            throw new ServiceUserMissingException(user, e);
        }
    }
}
