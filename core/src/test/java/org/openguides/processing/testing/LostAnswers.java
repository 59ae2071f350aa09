package org.openguides.processing.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.jackrabbit.oak.api.Blob;
import org.apache.jackrabbit.oak.api.CommitFailedException;
import org.apache.jackrabbit.oak.plugins.blob.BlobStoreBlob;
import org.apache.jackrabbit.oak.plugins.memory.MemoryNodeStore;
import org.apache.jackrabbit.oak.spi.commit.CommitHook;
import org.apache.jackrabbit.oak.spi.commit.CommitInfo;
import org.apache.jackrabbit.oak.spi.commit.Observable;
import org.apache.jackrabbit.oak.spi.commit.Observer;
import org.apache.jackrabbit.oak.spi.state.NodeBuilder;
import org.apache.jackrabbit.oak.spi.state.NodeState;
import org.apache.jackrabbit.oak.spi.state.NodeStore;
import org.apache.jackrabbit.oak.spi.state.ProxyNodeStore;

/**
 * An in-memory store that can make a commit and report it as failed, like a database whose connection breaks in
 * between. Its binaries are in a blob store.
 */
final class LostAnswers extends ProxyNodeStore implements Observable {

    private final MemoryNodeStore store;
    private final FaultyBlobs blobs = new FaultyBlobs();
    private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);

    /** A store that has this already. */
    LostAnswers(NodeState root) {
        store = new MemoryNodeStore(root);
    }

    FaultyBlobs blobs() {
        return blobs;
    }

    @Override
    public Blob createBlob(InputStream bytes) throws IOException {
        return new BlobStoreBlob(blobs, blobs.writeBlob(bytes));
    }

    /** Loses the response of a commit after the given number of further commits. */
    void loseAfter(int commits) {
        left.set(commits);
    }

    /** Returns whether a response was lost. */
    boolean hasLost() {
        return left.get() < 0;
    }

    @Override
    public Closeable addObserver(Observer observer) {
        return store.addObserver(observer);
    }

    @Override
    protected NodeStore getNodeStore() {
        return store;
    }

    @Override
    public NodeState merge(NodeBuilder builder, CommitHook hook, CommitInfo info) throws CommitFailedException {
        NodeState merged = super.merge(builder, hook, info);
        if (left.getAndDecrement() == 0) {
            throw new CommitFailedException(CommitFailedException.STATE, 1, "the answer has got lost");
        }
        return merged;
    }
}
