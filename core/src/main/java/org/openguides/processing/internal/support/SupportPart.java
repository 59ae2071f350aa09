package org.openguides.processing.internal.support;

import java.io.PrintWriter;

/**
 * Contributes files to the support bundle. Parts are services, so that any package can provide one. Safe for use by
 * multiple threads.
 */
public interface SupportPart {

    /** Returns the name of the part, of lower-case letters and hyphens. */
    String name();

    /**
     * Writes the files. Must not write secrets; see {@link Secrets}. Called by a thread of its own, whose work is
     * dropped if it takes too long. May throw what the platform throws.
     */
    void writeTo(Files files);

    /** Receives the files of a part. */
    @FunctionalInterface
    interface Files {

        /**
         * Begins a file; what exceeds its maximum size is dropped.
         *
         * @param name path within the bundle
         */
        PrintWriter begin(String name);
    }
}
