package org.openguides.processing.internal.engine;

import java.time.Duration;

import org.openguides.processing.internal.engine.throttle.Foreground;

/** A foreground whose requests and authors a test controls; idle by default. */
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
    public boolean hasActiveAuthors() {
        return written;
    }
}
