package org.openguides.cli;

import java.time.Duration;
import java.time.Instant;

/** The clock, and pauses; an interface so that tests do not have to wait. */
public interface Timing {

    /** Returns the current time. */
    Instant now();

    /** Waits. If the thread is interrupted, returns early with the interrupt flag set. */
    void pause(Duration length);

    /** Returns the clock of this machine. It measures time, and does not jump when the machine's time is set. */
    static Timing ofMachine() {
        Instant start = Instant.now();
        long origin = System.nanoTime();
        return new Timing() {
            @Override
            public Instant now() {
                return start.plusNanos(System.nanoTime() - origin);
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
