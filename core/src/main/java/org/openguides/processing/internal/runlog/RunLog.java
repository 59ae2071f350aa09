package org.openguides.processing.internal.runlog;

import java.time.Instant;

/** The log of one run, as its users read it. One message is one line; line breaks in it are escaped. */
public interface RunLog {

    /** How much a line matters. */
    enum Level {
        INFO,
        WARN,
        ERROR
    }

    /** Adds a line about something that happened at the given time. */
    void log(Instant time, Level level, String message);

    /** Adds a line about something that goes as it should. */
    void info(String message);

    /** Adds a line about something that somebody should look at. */
    void warn(String message);

    /** Adds a line about something that failed. */
    void error(String message);
}
