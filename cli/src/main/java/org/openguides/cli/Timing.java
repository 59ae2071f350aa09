package org.openguides.cli;

import java.time.Duration;
import java.time.Instant;

/** The clock and the waiting, so that tests need neither. */
public interface Timing {

    /** What time it is. */
    Instant now();

    /** Waits. Ends early, with the thread's interrupt flag set, when the thread is interrupted. */
    void pause(Duration length);

    /** The clock of this machine. */
    static Timing ofMachine() {
        return new Timing() {
            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public void pause(Duration length) {
                try {
                    Thread.sleep(length.toMillis());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
    }
}
