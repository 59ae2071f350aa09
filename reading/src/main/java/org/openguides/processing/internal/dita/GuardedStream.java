package org.openguides.processing.internal.dita;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

import org.jspecify.annotations.Nullable;

/**
 * A stream that gives up beyond a number of bytes, and remembers why it failed: the parser says of everything that it
 * could not read. Until the root element is there it keeps what was read.
 */
final class GuardedStream extends InputStream {

    private final InputStream in;
    private final ByteArrayOutputStream start = new ByteArrayOutputStream();
    private long left = SafeXml.MAX_PROLOG_BYTES;
    private boolean inProlog = true;
    private boolean empty = true;
    private @Nullable IOException failure;

    GuardedStream(InputStream in) {
        this.in = in;
    }

    /** The root element is there: forgets what was read, and lets more bytes pass. */
    void endProlog() {
        inProlog = false;
        start.reset();
        left += (long) SafeXml.MAX_BYTES - SafeXml.MAX_PROLOG_BYTES;
    }

    /** What was read, until the root element was there; then nothing. */
    byte[] start() {
        return start.toByteArray();
    }

    /** Whether the stream had no byte. */
    boolean isEmpty() {
        return empty;
    }

    /** Whether the limit was reached. */
    boolean isExhausted() {
        return left < 0;
    }

    /** Throws what the stream itself failed with, if it did. */
    void rethrow() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count;
        try {
            count = in.read(buffer, offset, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
        if (count > 0) {
            empty = false;
            left -= count;
            if (inProlog && left >= 0) {
                start.write(buffer, offset, count);
            }
        }
        return isExhausted() ? -1 : count;
    }
}
