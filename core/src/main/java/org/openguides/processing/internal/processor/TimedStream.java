package org.openguides.processing.internal.processor;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Measures the time spent in reading a stream. For one thread. */
final class TimedStream extends FilterInputStream {

    private long nanos;

    /** @param nanos time that has been spent already, such as for opening the stream */
    TimedStream(InputStream stream, long nanos) {
        super(stream);
        this.nanos = nanos;
    }

    /** Returns the time spent so far, in nanoseconds. */
    long nanos() {
        return nanos;
    }

    @Override
    public int read() throws IOException {
        long began = System.nanoTime();
        try {
            return super.read();
        } finally {
            nanos += System.nanoTime() - began;
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        long began = System.nanoTime();
        try {
            return super.read(buffer, offset, length);
        } finally {
            nanos += System.nanoTime() - began;
        }
    }

    @Override
    public long skip(long count) throws IOException {
        long began = System.nanoTime();
        try {
            return super.skip(count);
        } finally {
            nanos += System.nanoTime() - began;
        }
    }
}
