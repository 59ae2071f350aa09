package org.openguides.processing.internal.store;

/** Another owner has taken over what the caller believed to own; the caller must stop and write nothing. */
public class SupersededException extends Exception {

    public SupersededException(String path) {
        super("taken over by another owner: " + path);
    }
}
