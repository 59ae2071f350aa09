package org.openguides.cli.content;

import java.util.List;

/** A way for files into the repository, a batch at a time. */
interface Lane {
    /** Below the 50 parts, files or not, that Sling takes in a form unless configured otherwise. */
    int MOST_FILES = 40;

    /** Sling holds a form in memory or temporary files before it stores it. */
    long MOST_BYTES = 4 << 20;

    /** What waits to be sent. */
    List<LocalFile> batch();

    /** Sends the batch in one commit, which may be several requests. */
    void send();

    /** Adds a file, and sends when there are enough. Returns how many files were sent. */
    default int add(LocalFile file) {
        batch().add(file);
        long bytes = batch().stream().mapToLong(LocalFile::size).sum();
        return batch().size() >= MOST_FILES || bytes >= MOST_BYTES ? flush() : 0;
    }

    /** Sends what waits. Returns how many files were sent. */
    default int flush() {
        int files = batch().size();
        if (files > 0) {
            send();
            batch().clear();
        }
        return files;
    }
}
