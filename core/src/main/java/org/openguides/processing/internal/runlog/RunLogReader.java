package org.openguides.processing.internal.runlog;

import org.openguides.processing.api.ProcessingException;

/** Reads pages of run logs, at a cost that does not depend on their position. Safe for use by multiple threads. */
public interface RunLogReader {

    /**
     * Returns the lines from {@code offset} on.
     *
     * @param runId id of a run; the log of an unknown run is empty
     * @param limit maximum number of lines
     * @throws ProcessingException if the repository fails
     */
    LogPage page(String runId, long offset, int limit);

    /** Returns up to {@code count} lines from the end. */
    LogPage tail(String runId, int count);

    /**
     * Returns the matching lines from {@code offset} on. Searches a bounded number of lines, so the result may be empty
     * although there are matches: continue at {@link FoundLines#next()}.
     *
     * @param limit maximum number of matching lines
     */
    FoundLines search(String runId, LogSearch wanted, long offset, int limit);
}
