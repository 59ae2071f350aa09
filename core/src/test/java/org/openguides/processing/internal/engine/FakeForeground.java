package org.openguides.processing.internal.engine;

import java.time.Duration;

import org.openguides.processing.internal.engine.throttle.Foreground;

/** A node without requests, unless the test says so; an author writes if the test says so. */
public class FakeForeground implements Foreground {

    public volatile boolean written;
    volatile boolean asked;

    @Override
    public boolean isIdle() {
        return !asked;
    }

    @Override
    public boolean awaitIdle(Duration most) {
        return true;
    }

    @Override
    public boolean isWrittenTo() {
        return written;
    }
}
