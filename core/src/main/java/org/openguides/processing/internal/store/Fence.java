package org.openguides.processing.internal.store;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

import java.util.UUID;

import org.openguides.processing.internal.log.ServerLog;
import org.slf4j.Logger;

/**
 * Keeps a superseded owner from writing. Every commit of the owner compares the fencing token and writes a fresh one to
 * the same property. A takeover before the commit is detected by the comparison; a concurrent one makes Oak reject the
 * later save, since both wrote different values. A counter would not work, because Oak merges equal values.
 */
public final class Fence {

    static final String TOKEN = "token";

    private static final Logger LOG = ServerLog.of(Fence.class);

    private final String path;
    private String expected;
    private String written = "";

    private Fence(String path, String expected) {
        this.path = path;
        this.expected = expected;
    }

    /** Takes the node from any owner. Effective once the caller has saved and called {@link #saved()}. */
    public static Fence seize(Node node) throws RepositoryException {
        Fence fence = new Fence(node.getPath(), "");
        fence.renew(node);
        return fence;
    }

    /**
     * Must be called in each transaction of the owner before the save.
     *
     * @throws SupersededException if the node has another owner
     */
    public void pass(Node node) throws RepositoryException, SupersededException {
        if (!expected.equals(Nodes.text(node, TOKEN))) {
            LOG.info(
                    "Refused to commit at {}: it was taken over, or a commit reported as failed was made after all",
                    path);
            throw new SupersededException(path);
        }
        renew(node);
    }

    /** Must be called after each successful save. */
    public void saved() {
        expected = written;
    }

    /** Writes a fresh token, so that a concurrent transaction fails. */
    static void stamp(Node node) throws RepositoryException {
        node.setProperty(TOKEN, UUID.randomUUID().toString());
    }

    private void renew(Node node) throws RepositoryException {
        written = UUID.randomUUID().toString();
        node.setProperty(TOKEN, written);
    }
}
