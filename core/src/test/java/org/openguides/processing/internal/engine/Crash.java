package org.openguides.processing.internal.engine;

/** Ends whoever works as the death of his process would: nothing more is saved. */
final class Crash extends Error {

    private static final long serialVersionUID = 1L;

    Crash() {
        super("the process dies");
    }
}
