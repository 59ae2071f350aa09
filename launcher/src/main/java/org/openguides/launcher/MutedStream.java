package org.openguides.launcher;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A stream that can be muted: it drops what is written from then on. Safe for use by many threads. */
final class MutedStream extends FilterOutputStream {

    private volatile boolean muted;

    MutedStream(OutputStream out) {
        super(out);
    }

    void mute() {
        muted = true;
    }

    @Override
    public void write(int b) throws IOException {
        if (!muted) {
            out.write(b);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (!muted) {
            out.write(bytes, offset, length);
        }
    }
}
