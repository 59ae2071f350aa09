package org.openguides.processing.internal.http;

import javax.jcr.Session;

import org.apache.sling.api.SlingHttpServletRequest;

/** Lets in who has signed in. */
final class Access {

    /** Oak's and Jackrabbit's name of the user of requests without credentials. */
    static final String ANONYMOUS = "anonymous";

    private final ApiSettings settings;

    Access(ApiSettings settings) {
        this.settings = settings;
    }

    /**
     * Who sent the request.
     *
     * @throws RejectedException with {@link ProblemType#NOT_AUTHENTICATED} if that is not known
     */
    Caller callerOf(SlingHttpServletRequest request) {
        Session session = request.getResourceResolver().adaptTo(Session.class);
        if (session == null) {
            throw new IllegalStateException("the request has no JCR session");
        }
        String userId = session.getUserID();
        if (userId == null || userId.isEmpty() || userId.equals(ANONYMOUS)) {
            throw new RejectedException(ProblemType.NOT_AUTHENTICATED, "This resource is not open to anonymous users.");
        }
        return new Caller(session, settings);
    }
}
