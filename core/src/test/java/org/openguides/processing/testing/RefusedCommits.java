package org.openguides.processing.testing;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.jackrabbit.oak.api.CommitFailedException;
import org.apache.jackrabbit.oak.plugins.document.DocumentStoreException;
import org.apache.jackrabbit.oak.spi.commit.CommitHook;
import org.apache.jackrabbit.oak.spi.commit.CommitInfo;
import org.apache.jackrabbit.oak.spi.state.NodeState;

/**
 * Rejects commits like a store that is full, unavailable, or limits the size of documents. Safe for use by multiple
 * threads.
 */
final class RefusedCommits implements CommitHook {

    static final String CONTENT = "content";

    private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
    private final AtomicInteger merges = new AtomicInteger();
    private volatile String mergedFolder = CONTENT;
    private volatile String full = "";
    private volatile long largestDocument = Long.MAX_VALUE;

    void after(int commits) {
        left.set(commits);
    }

    void below(String rootFolder) {
        full = rootFolder;
    }

    void ofDocumentsOver(long bytes) {
        largestDocument = bytes;
    }

    void merges(String rootFolder, int commits) {
        mergedFolder = rootFolder;
        merges.set(commits);
    }

    int mergesLeft() {
        return merges.get();
    }

    void none() {
        merges.set(0);
        left.set(Integer.MAX_VALUE);
        full = "";
        largestDocument = Long.MAX_VALUE;
    }

    @Override
    public NodeState processCommit(NodeState before, NodeState after, CommitInfo info) throws CommitFailedException {
        if (left.getAndUpdate(commits -> Math.max(0, commits - 1)) == 0) {
            throw new CommitFailedException("Segment", 2, "cut off");
        }
        if (!after.getChildNode(mergedFolder).equals(before.getChildNode(mergedFolder))
                && merges.getAndUpdate(commits -> Math.max(0, commits - 1)) > 0) {
            throw new CommitFailedException(
                    CommitFailedException.MERGE, 1, "Failed to merge changes to the underlying store");
        }
        String folder = full;
        if (!folder.isEmpty() && !after.getChildNode(folder).equals(before.getChildNode(folder))) {
            throw new CommitFailedException("Segment", 1, "No space left on device");
        }
        refuseLargeDocuments(before, after);
        return after;
    }

    /** In the words of Oak's DocumentNodeStoreBranch. */
    private void refuseLargeDocuments(NodeState before, NodeState after) throws CommitFailedException {
        if (largestDocument == Long.MAX_VALUE) {
            return;
        }
        Map<String, Long> large = DocumentSizes.over(largestDocument, before, after);
        if (!large.isEmpty()) {
            DocumentStoreException cause = new DocumentStoreException("document is too large: " + large);
            throw new CommitFailedException(
                    CommitFailedException.OAK, 1, "Failed to merge changes to the underlying store", cause);
        }
    }
}
