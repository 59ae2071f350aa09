package org.openguides.processing.internal.runlog;

import java.time.Instant;

/** The log of one run for its users. Each message is one line; line breaks in it are escaped. */
public interface RunLog {

    /** Severity of a line. */
    enum Level {
        INFO,
        WARN,
        ERROR
    }

    /** Adds a line about an event at the given time. */
    void log(Instant time, Level level, String message);

    /** Adds a line about a normal event. */
    void info(String message);

    /** Adds a line about an event that may need attention. */
    void warn(String message);

    /** Adds a line about a failure. */
    void error(String message);
}
