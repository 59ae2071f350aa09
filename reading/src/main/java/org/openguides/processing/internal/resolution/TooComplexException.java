package org.openguides.processing.internal.resolution;

/** A request needs more time than it may have. */
public final class TooComplexException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TooComplexException() {
        super("the answer needs more work than a request may take");
    }
}
