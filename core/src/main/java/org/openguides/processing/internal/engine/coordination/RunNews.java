package org.openguides.processing.internal.engine.coordination;

import javax.jcr.RepositoryException;

import java.util.function.Consumer;

import org.openguides.processing.api.Run;
import org.openguides.processing.internal.engine.NodeServices;
import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.RunSnapshot;
import org.slf4j.Logger;

/** Tells the listener of this node of changes of runs that have been saved. An error must not undo the change. */
final class RunNews {

    private static final Logger LOG = ServerLog.of(RunNews.class);

    private RunNews() {}

    /** Finds the run; not called if nothing listens. */
    @FunctionalInterface
    interface Find {
        RunNode run() throws RepositoryException;
    }

    static void started(NodeServices node, Find find) {
        tell(node, find, node.listener()::started);
    }

    static void ended(NodeServices node, Find find) {
        tell(node, find, node.listener()::ended);
    }

    private static void tell(NodeServices node, Find find, Consumer<Run> listener) {
        if (!node.listener().wantsRuns()) {
            return;
        }
        try {
            listener.accept(RunSnapshot.of(find.run()));
        } catch (RepositoryException e) {
            LOG.warn("A run has changed, but the listeners of this node were not notified", e);
        }
    }
}
