package org.openguides.processing.internal.support;

import java.io.Writer;

/** Keeps the beginning of a text in memory, up to a number of characters. For one thread. */
final class BoundedText extends Writer {

    private final StringBuilder kept = new StringBuilder();
    private final int most;
    private boolean cut;

    BoundedText(int most) {
        this.most = most;
    }

    @Override
    public void write(char[] buffer, int offset, int length) {
        int taken = Math.min(length, most - kept.length());
        kept.append(buffer, offset, taken);
        cut |= taken < length;
    }

    @Override
    public void flush() {
        // nothing is buffered elsewhere
    }

    @Override
    public void close() {
        // nothing to release
    }

    /** Returns what was kept, with a last line that says so if something was dropped. */
    @Override
    public String toString() {
        return cut ? kept + "\n[cut off after " + most + " characters]\n" : kept.toString();
    }
}
