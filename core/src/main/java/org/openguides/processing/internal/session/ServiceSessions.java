package org.openguides.processing.internal.session;

/** Opens sessions of our service users. Safe for use by many threads; the sessions are not. */
public interface ServiceSessions {

    /**
     * Opens a session that sees the present state of the repository. Whoever opens it closes it, after one operation or
     * a few minutes at most.
     *
     * @throws org.openguides.processing.api.ProcessingException if the service user is missing or may not log in
     */
    ServiceSession open(ServiceUser user);
}
