package org.openguides.processing.internal.store;

/** Thrown when another owner has taken over; the caller must stop and write nothing. */
public class SupersededException extends Exception {

    public SupersededException(String path) {
        super("taken over by another owner: " + path);
    }
}
