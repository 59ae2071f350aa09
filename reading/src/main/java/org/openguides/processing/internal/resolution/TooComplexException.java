package org.openguides.processing.internal.resolution;

/** Thrown when a request exceeds its time limit. */
public final class TooComplexException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TooComplexException() {
        super("the answer needs more work than a request may take");
    }
}
