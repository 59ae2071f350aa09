package org.openguides.processing.internal.run;

import java.time.Duration;

import org.openguides.processing.internal.foreground.Foreground;

/** A node for which nobody waits; somebody writes if the test says so. */
class FakeForeground implements Foreground {

    volatile boolean written;

    @Override
    public boolean awaitIdle(Duration most) {
        return true;
    }

    @Override
    public boolean isWrittenTo() {
        return written;
    }
}
