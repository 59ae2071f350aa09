package org.openguides.launcher.server;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Servers that share a repository. For one thread.
 *
 * @param nodes all of them, started
 */
public record Cluster(List<Server> nodes) {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofMillis(300);

    /**
     * Waits until each node gives jobs to each other one.
     *
     * @throws StartFailure if one ends before, or that takes too long
     */
    public void awaitEachOther() {
        long begun = System.nanoTime();
        while (!knowEachOther()) {
            if (System.nanoTime() - begun > LIMIT.toNanos()) {
                throw new StartFailure("was not ready after " + LIMIT.toSeconds() + " s, for lack of each other");
            }
        }
    }

    private boolean knowEachOther() {
        for (Server node : nodes) {
            if (node.process().hasEnded(PAUSE)) {
                throw new StartFailure("lost the node at " + node.base() + " while it started");
            }
            if (known(node) != nodes.size()) {
                return false;
            }
        }
        return true;
    }

    private static int known(Server node) {
        try {
            return node.knownNodes();
        } catch (IOException e) {
            return 0;
        }
    }
}
