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
 * The blob store of a repository in memory, as one in a cloud: it can be away, slow, or have lost a blob, and it counts how
 * often each blob is opened. Faults are those of originals; what else the repository keeps goes on to be read, unless
 * {@link #fail} says otherwise. Safe for use by many threads.
 */
@SuppressWarnings("try") // Oak declares that closing may throw anything
public final class FaultyBlobs extends MemoryBlobStore {

    private final Set<String> originals = ConcurrentHashMap.newKeySet();
    private final Set<String> lost = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicLong> opened = new ConcurrentHashMap<>();
    private volatile Predicate<String> away = id -> false;
    private volatile long delayNanos;
    private volatile boolean lengthsAsked;

    /** How the store says that it cannot give a blob. */
    public enum Fault {
        /** At once, as when the store does not answer. */
        AT_OPENING,
        /** After the first bytes, as when a line breaks. */
        IN_THE_MIDDLE,
        /** With an unchecked exception, as Oak does where it did not expect any. */
        UNCHECKED
    }

    private volatile Fault fault = Fault.AT_OPENING;

    /** How the store fails from now on, where it does. */
    public void failsLike(Fault how) {
        fault = how;
    }

    /** From now on no original can be read, or all can again. */
    public void cut(boolean cut) {
        away = cut ? originals::contains : id -> false;
    }

    /** From now on these blobs cannot be read, originals or not. */
    public void fail(Predicate<String> which) {
        away = which;
    }

    /** From now on the store has to be asked for the length of a blob, as of one that is known by its hash alone. */
    public void keepLengths() {
        lengthsAsked = true;
    }

    /** From now on each blob takes so long to be opened. */
    public void slowDown(long millis) {
        delayNanos = millis * 1_000_000;
    }

    /** How often blobs have been opened. */
    public long opened() {
        return opened.values().stream().mapToLong(AtomicLong::get).sum();
    }

    long opened(String blobId) {
        return opened.getOrDefault(blobId, new AtomicLong()).get();
    }

    void isOriginal(String blobId) {
        originals.add(blobId);
    }

    /** From now on this blob cannot be read, until the same bytes are written again. */
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

    /** Gives some bytes, and then no more. */
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
