package org.openguides.processing.internal.dita;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

import org.jspecify.annotations.Nullable;

/**
 * Stream with a maximum number of bytes that records why it failed, since the parser reports every cause in the same
 * way. Until the root element has been read, it keeps the bytes.
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

    /** Ends the prolog: discards the kept bytes and raises the limit. */
    void endProlog() {
        inProlog = false;
        start.reset();
        left += (long) SafeXml.MAX_BYTES - SafeXml.MAX_PROLOG_BYTES;
    }

    /** Returns the bytes read, until the root element has been read; then nothing. */
    byte[] start() {
        return start.toByteArray();
    }

    /** Returns whether the stream was empty. */
    boolean isEmpty() {
        return empty;
    }

    /** Returns whether the limit was reached. */
    boolean isExhausted() {
        return left < 0;
    }

    /** Rethrows the exception of the underlying stream, if there was one. */
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
