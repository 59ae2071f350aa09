package org.openguides.processing.internal.runlog;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.UnaryOperator;

import org.openguides.processing.api.ProcessingException;

/** Exports complete run logs. Safe for use by multiple threads. */
public interface RunLogArchive {

    /**
     * Copies the log as it is at the beginning of the call, in UTF-8, with {@code \n} after each line. Holds some
     * thousand lines in memory, and no session while writing to the stream. Does not close the stream.
     *
     * @param runId id of a run; the log of an unknown run is empty
     * @param shown restricts a line to what the reader may see
     * @throws IOException if writing to the stream fails
     * @throws ProcessingException if the repository fails
     */
    void copyTo(String runId, UnaryOperator<String> shown, OutputStream out) throws IOException;

    /** Returns the absolute paths of the files of the log, in their order; empty if there is none. */
    List<String> paths(String runId);
}
