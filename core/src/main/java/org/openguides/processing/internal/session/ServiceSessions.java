package org.openguides.processing.internal.session;

/** Opens sessions of service users. Safe for use by multiple threads; the sessions are not. */
public interface ServiceSessions {

    /**
     * Opens a session that sees the present revision of the repository. The caller closes it, after one operation or a
     * few minutes at most.
     *
     * @throws ServiceUserMissingException if no user is mapped, or the user does not exist
     * @throws org.openguides.processing.api.ProcessingException if the repository fails
     */
    ServiceSession open(ServiceUser user);
}
