package org.openguides.processing.internal.engine.selection;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.store.ItemReport;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.RunStore;
import org.openguides.processing.internal.walk.PathOrder;
import org.openguides.processing.spi.Outcome;

/** The assets that failed in an earlier run, from its reports; those that are gone are left out. For one thread. */
public final class FailedAssets {

    private final String runId;
    private final @Nullable String after;
    private final Deque<String> paths = new ArrayDeque<>();
    private @Nullable Deque<String> partitions;

    FailedAssets(String runId, @Nullable String after) {
        this.runId = runId;
        this.after = after;
    }

    /** Paths of the assets that failed in an earlier run, in the order of the walk; those that are gone are left out. */
    public static List<String> of(Session session, String runId) throws RepositoryException {
        List<String> paths = new ArrayList<>();
        FailedAssets failed = new FailedAssets(runId, null);
        for (AssetNode asset = failed.next(session); asset != null; asset = failed.next(session)) {
            paths.add(asset.path());
        }
        return paths;
    }

    @Nullable
    AssetNode next(Session session) throws RepositoryException {
        while (true) {
            String path = nextPath(session);
            if (path == null) {
                return null;
            }
            Optional<AssetNode> asset = AssetNode.at(session, path);
            if (asset.isPresent()) {
                return asset.get();
            }
        }
    }

    /** Holds the failures of one partition at a time. */
    private @Nullable String nextPath(Session session) throws RepositoryException {
        Optional<RunNode> run = RunStore.find(session, runId);
        if (run.isEmpty()) {
            return null;
        }
        Deque<String> left = partitions;
        if (left == null) {
            left = new ArrayDeque<>(run.get().partitions().stream().sorted().toList());
            partitions = left;
        }
        while (paths.isEmpty() && !left.isEmpty()) {
            paths.addAll(failed(run.get().partition(left.removeFirst()).orElseThrow()));
        }
        return paths.pollFirst();
    }

    private List<String> failed(PartitionNode partition) throws RepositoryException {
        List<String> failed = new ArrayList<>();
        for (int file = 0; file < partition.reportFiles(); file++) {
            partition.reports(file).stream()
                    .filter(report -> report.outcome().equals(Outcome.FAILED.name()))
                    .map(ItemReport::path)
                    .filter(path -> after == null || PathOrder.INSTANCE.compare(path, after) > 0)
                    .forEach(failed::add);
        }
        return failed;
    }
}
