package org.openguides.processing.internal.runlog;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.UnaryOperator;

import org.openguides.processing.api.ProcessingException;

/** Hands out whole run logs. Safe for use by many threads. */
public interface RunLogArchive {

    /**
     * Copies the log as it is at the beginning of the call, UTF-8, each line ended by {@code \n}. Holds some thousand lines in
     * memory, and no session while the stream takes them; does not close the stream.
     *
     * @param runId a run's id; an unknown run has an empty log
     * @param shown what the reader may see of a line
     * @throws IOException if the stream does not take it
     * @throws ProcessingException if the repository refuses
     */
    void copyTo(String runId, UnaryOperator<String> shown, OutputStream out) throws IOException;

    /** The absolute paths of the files that make up the log, in their order; empty if there is none. */
    List<String> paths(String runId);
}
