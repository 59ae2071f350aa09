package org.openguides.processing.internal.engine.throttle;

/** How often a worker has looked for requests since its last checkpoint, and how often it found some. For one thread. */
public final class RequestSamples {

    /** A request now and then, such as for the status of the run, is not worth a word. */
    private static final int NOTEWORTHY = 10;

    private int all;
    private int found;

    public void add(boolean requests) {
        all++;
        found += requests ? 1 : 0;
    }

    /** Whether one look in ten has found requests. */
    public boolean haveFoundRequests() {
        return found > 0 && found * NOTEWORTHY >= all;
    }

    public void forget() {
        all = 0;
        found = 0;
    }
}
