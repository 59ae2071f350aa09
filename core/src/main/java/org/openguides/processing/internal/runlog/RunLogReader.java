package org.openguides.processing.internal.runlog;

import org.openguides.processing.api.ProcessingException;

/** Reads pages of run logs; a page costs the same wherever it lies. Safe for use by many threads. */
public interface RunLogReader {

    /**
     * The lines from {@code offset} on.
     *
     * @param runId a run's id; an unknown run has an empty log
     * @param limit how many lines at most
     * @throws ProcessingException if the repository refuses
     */
    LogPage page(String runId, long offset, int limit);

    /** The last lines, {@code count} at most. */
    LogPage tail(String runId, int count);

    /**
     * The lines from {@code offset} on that are wanted. Looks at a bounded number of lines, so it may find none although
     * there are some: a search goes on at {@link FoundLines#next()}.
     *
     * @param limit how many lines to find at most
     */
    FoundLines search(String runId, LogSearch wanted, long offset, int limit);
}
