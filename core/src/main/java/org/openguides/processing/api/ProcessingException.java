package org.openguides.processing.api;

/** The repository or the job system refused; trying again later may help. */
public class ProcessingException extends RuntimeException {

    public ProcessingException(String message, Throwable cause) {
        super(message, cause);
    }

    public ProcessingException(String message) {
        super(message);
    }
}
