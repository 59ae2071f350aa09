package org.openguides.processing.internal.engine;

/** Simulates the death of the process: the thread ends without saving anything more. */
final class Crash extends Error {

    private static final long serialVersionUID = 1L;

    Crash() {
        super("the process dies");
    }
}
