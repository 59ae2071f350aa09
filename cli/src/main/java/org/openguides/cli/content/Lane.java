package org.openguides.cli.content;

import java.util.List;

/** A method of uploading files in batches. */
interface Lane {
    /** Stays below 50 parts, Sling's default limit for the parts of a form. */
    int MOST_FILES = 40;

    /** Limits the size of a form, which Sling buffers in memory or temporary files. */
    long MOST_BYTES = 4 << 20;

    /** Returns the files that wait to be sent. */
    List<LocalFile> batch();

    /** Sends the batch in one commit, possibly in several requests. */
    void send();

    /** Adds a file, and sends the batch if it is full. Returns the number of files sent. */
    default int add(LocalFile file) {
        batch().add(file);
        long bytes = batch().stream().mapToLong(LocalFile::size).sum();
        return batch().size() >= MOST_FILES || bytes >= MOST_BYTES ? flush() : 0;
    }

    /** Sends the waiting files. Returns the number of files sent. */
    default int flush() {
        int files = batch().size();
        if (files > 0) {
            send();
            batch().clear();
        }
        return files;
    }
}
