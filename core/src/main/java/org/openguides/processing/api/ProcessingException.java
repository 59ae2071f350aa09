package org.openguides.processing.api;

import org.osgi.annotation.versioning.ProviderType;

/** The repository or the job system failed; a retry may succeed. */
@ProviderType
public class ProcessingException extends RuntimeException {

    public ProcessingException(String message, Throwable cause) {
        super(message, cause);
    }

    public ProcessingException(String message) {
        super(message);
    }
}
