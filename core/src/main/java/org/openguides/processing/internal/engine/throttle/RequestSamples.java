package org.openguides.processing.internal.engine.throttle;

/**
 * Counts how often a worker looked for open requests since its last checkpoint, and how often it found some. For one
 * thread.
 */
public final class RequestSamples {

    /** Divisor: occasional requests, such as polling the run's status, are not reported. */
    private static final int NOTEWORTHY = 10;

    private int all;
    private int found;

    public void add(boolean requests) {
        all++;
        found += requests ? 1 : 0;
    }

    /** Returns whether at least a tenth of the samples found requests. */
    public boolean haveFoundRequests() {
        return found > 0 && found * NOTEWORTHY >= all;
    }

    public void forget() {
        all = 0;
        found = 0;
    }
}
