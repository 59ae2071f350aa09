package org.openguides.processing.internal.asset;

import javax.jcr.Binary;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

import org.jspecify.annotations.Nullable;

/**
 * Stream of a binary that records errors of its source, whatever a parser makes of them: Oak opens a blob at the first
 * byte, and may fail with unchecked exceptions. Disposes of the binary when closed.
 */
@SuppressWarnings("checkstyle:IllegalCatch") // Oak's unchecked exceptions are errors of the source, too
final class OriginalStream extends FilterInputStream {

    private final Binary binary;
    private @Nullable Exception fault;

    OriginalStream(Binary binary, InputStream stream) {
        super(stream);
        this.binary = binary;
    }

    /** Returns the error of the source; null if there was none. */
    @Nullable
    Exception fault() {
        return fault;
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (IOException | RuntimeException e) {
            throw failed(e);
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            return super.read(buffer, offset, length);
        } catch (IOException | RuntimeException e) {
            throw failed(e);
        }
    }

    @Override
    public long skip(long count) throws IOException {
        try {
            return super.skip(count);
        } catch (IOException | RuntimeException e) {
            throw failed(e);
        }
    }

    private IOException failed(Exception e) {
        fault = e;
        return e instanceof IOException known ? known : new IOException(e);
    }

    @Override
    public void close() throws IOException {
        try {
            super.close();
        } finally {
            binary.dispose();
        }
    }
}
