package org.openguides.processing.testing;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

import org.apache.jackrabbit.core.data.DataStoreException;
import org.apache.jackrabbit.oak.spi.blob.MemoryBlobStore;

/**
 * An in-memory blob store that simulates one in a cloud: it can be unavailable, slow, or have lost a blob, and it
 * counts how often each blob is opened. Faults affect originals only, unless {@link #fail} is used. Safe for use by
 * multiple threads.
 */
@SuppressWarnings("try") // Oak declares that close may throw any exception
public final class FaultyBlobs extends MemoryBlobStore {

    private final Set<String> originals = ConcurrentHashMap.newKeySet();
    private final Set<String> lost = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicLong> opened = new ConcurrentHashMap<>();
    private volatile Predicate<String> away = id -> false;
    private volatile long delayNanos;
    private volatile boolean lengthsAsked;

    /** How the store fails. */
    public enum Fault {
        /** Immediately, like a store that does not respond. */
        AT_OPENING,
        /** After the first bytes, like a broken connection. */
        IN_THE_MIDDLE,
        /** With an unchecked exception, like unexpected errors in Oak. */
        UNCHECKED
    }

    private volatile Fault fault = Fault.AT_OPENING;

    /** Sets how the store fails. */
    public void failsLike(Fault how) {
        fault = how;
    }

    /** Makes all originals unreadable or readable. */
    public void cut(boolean cut) {
        away = cut ? originals::contains : id -> false;
    }

    /** Makes the given blobs unreadable, originals or not. */
    public void fail(Predicate<String> which) {
        away = which;
    }

    /** Requires a look-up in the store for the length of a blob, as for one known by its hash only. */
    public void keepLengths() {
        lengthsAsked = true;
    }

    /** Delays opening each blob. */
    public void slowDown(long millis) {
        delayNanos = millis * 1_000_000;
    }

    /** Returns how often blobs have been opened. */
    public long opened() {
        return opened.values().stream().mapToLong(AtomicLong::get).sum();
    }

    long opened(String blobId) {
        return opened.getOrDefault(blobId, new AtomicLong()).get();
    }

    void isOriginal(String blobId) {
        originals.add(blobId);
    }

    /** Makes a blob unreadable until the same bytes are written again. */
    public void lose(String blobId) {
        lost.add(blobId);
    }

    @Override
    public String writeBlob(InputStream in) throws IOException {
        String blobId = super.writeBlob(in);
        lost.remove(blobId);
        return blobId;
    }

    @Override
    public long getBlobLength(String blobId) throws IOException {
        if (lengthsAsked && (lost.contains(blobId) || away.test(blobId))) {
            throw new IOException(new DataStoreException("the store does not answer"));
        }
        return super.getBlobLength(blobId);
    }

    @Override
    public InputStream getInputStream(String blobId) throws IOException {
        if (originals.contains(blobId)) {
            opened.computeIfAbsent(blobId, id -> new AtomicLong()).incrementAndGet();
            LockSupport.parkNanos(delayNanos);
        }
        if (!lost.contains(blobId) && !away.test(blobId)) {
            return super.getInputStream(blobId);
        }
        return switch (fault) {
            case AT_OPENING -> throw new IOException(new DataStoreException("the store does not answer"));
            case UNCHECKED -> throw new NullPointerException("No DataRecord found for blobId [" + blobId + "]");
            case IN_THE_MIDDLE -> new BrokenLine(super.getInputStream(blobId));
        };
    }

    private static int throwing() throws IOException {
        throw new IOException("the store does not answer");
    }

    /** A stream that breaks after some bytes. */
    private static final class BrokenLine extends FilterInputStream {

        private static final int BYTES = 5;

        BrokenLine(InputStream in) throws IOException {
            super(new ByteArrayInputStream(in.readNBytes(BYTES)));
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            return read < 0 ? throwing() : read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            return read < 0 ? throwing() : read;
        }
    }
}
