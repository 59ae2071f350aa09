package org.openguides.processing.internal.session;

/** Opens sessions of service users. Safe for use by multiple threads; the sessions are not. */
public interface ServiceSessions {

    /**
     * Opens a session that sees the present revision of the repository. The caller closes it, after one operation or a
     * few minutes at most.
     *
     * @throws org.openguides.processing.api.ProcessingException if the service user does not exist or may not log in
     */
    ServiceSession open(ServiceUser user);
}
