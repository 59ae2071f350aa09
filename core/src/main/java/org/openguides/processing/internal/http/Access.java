package org.openguides.processing.internal.http;

import javax.jcr.Session;

import org.apache.sling.api.SlingHttpServletRequest;

/** Authenticates requests: rejects those of anonymous users. */
final class Access {

    /** Id of the user of requests without credentials in Oak and Jackrabbit. */
    static final String ANONYMOUS = "anonymous";

    private final ApiSettings settings;

    Access(ApiSettings settings) {
        this.settings = settings;
    }

    /**
     * Returns the user who sent the request.
     *
     * @throws RejectedException with {@link ProblemType#NOT_AUTHENTICATED} if the request is anonymous
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
