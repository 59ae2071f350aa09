package org.openguides.processing.internal.session;

import org.openguides.processing.api.ProcessingException;

/**
 * No user is mapped to a subservice, or the user does not exist: for a moment after the installation, or because the
 * configuration of the service user mapper or the user was removed.
 */
public final class ServiceUserMissingException extends ProcessingException {

    private static final long serialVersionUID = 1L;

    ServiceUserMissingException(ServiceUser user, Throwable cause) {
        super("no service user is mapped to " + user.subservice(), cause);
    }
}
