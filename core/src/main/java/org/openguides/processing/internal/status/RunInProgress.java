package org.openguides.processing.internal.status;

import javax.jcr.RepositoryException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.AssetFilter;
import org.openguides.processing.api.Selection;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.catalog.Standing;
import org.openguides.processing.internal.store.Claims.Claim;
import org.openguides.processing.internal.store.DeferredAsset;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.walk.PathOrder;

/**
 * A run that has not ended, as one session sees it, queried for assets in path order. Its checkpoints tell what has
 * been processed, since a run does not write to assets that are up to date. State of an asset and checkpoint are
 * written in one commit, so they are consistent within one session.
 *
 * <p>Costs one listing of the partition names, a binary search that reads the first lines of partitions, and complete
 * lists only where queried assets are. Holds one list at a time.
 */
final class RunInProgress {

    private final RunNode run;
    private final Claim claim;
    private final AssetFilter filter;
    private final boolean system;
    private final boolean renewsOutdated;
    private final boolean selectionComplete;
    private final @Nullable String cursor;
    private @Nullable List<String> names;
    private @Nullable String[] firsts = {};
    private int current = -1;
    private List<String> paths = List.of();
    private int position;
    private Set<Integer> deferred = Set.of();

    RunInProgress(RunNode run, Claim claim) throws RepositoryException {
        this.run = run;
        this.claim = claim;
        this.filter = run.request().filter();
        this.system = run.request().system();
        this.renewsOutdated = run.renewsOutdated();
        this.selectionComplete = run.selection().state() == Selection.State.COMPLETE;
        this.cursor = run.cursor();
    }

    /** Returns whether the run is going to process the asset, as far as that is known without reading its file. */
    boolean hasYetToProcess(AssetNode asset, Standing standing) throws RepositoryException {
        if (!claim.holds(asset.path())) {
            return false;
        }
        return isBehindSelection(asset.path()) ? mayBeSelected(asset, standing) : isUndone(asset.path());
    }

    /** Returns whether the walk of the run has not reached the path yet. */
    private boolean isBehindSelection(String path) {
        return !selectionComplete && (cursor == null || PathOrder.INSTANCE.compare(path, cursor) > 0);
    }

    private boolean mayBeSelected(AssetNode asset, Standing standing) throws RepositoryException {
        if (!filter.acceptsPath(asset.path())
                || (filter.judgesCreation()
                        && !filter.acceptsCreation(asset.created().orElse(null)))) {
            return false;
        }
        boolean leftOut = standing.isProcessed(renewsOutdated) || (system && standing.hasFailed(renewsOutdated));
        return !(filter.skipProcessed() && leftOut);
    }

    private boolean isUndone(String path) throws RepositoryException {
        int partition = partitionOf(path);
        if (partition < 0) {
            return false;
        }
        if (partition != current) {
            PartitionNode node = partition(partition);
            paths = node.paths();
            position = node.position();
            deferred = node.deferred().stream().map(DeferredAsset::index).collect(Collectors.toSet());
            current = partition;
        }
        int index = Collections.binarySearch(paths, path, PathOrder.INSTANCE);
        return index >= position || deferred.contains(index);
    }

    /**
     * Returns the index of the only partition that can contain the path, the last one that does not begin after it; -1
     * if there is none.
     */
    private int partitionOf(String path) throws RepositoryException {
        int low = Math.max(current, 0);
        int high = names().size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (PathOrder.INSTANCE.compare(first(middle), path) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    private String first(int partition) throws RepositoryException {
        String first = firsts[partition];
        if (first == null) {
            first = partition(partition).firstPath();
            firsts[partition] = first;
        }
        return first;
    }

    private PartitionNode partition(int number) throws RepositoryException {
        String name = names().get(number);
        return run.partition(name).orElseThrow(() -> new RepositoryException("no partition " + name));
    }

    private List<String> names() throws RepositoryException {
        if (names == null) {
            List<String> sorted = new ArrayList<>(run.partitions());
            Collections.sort(sorted);
            firsts = new String[sorted.size()];
            names = sorted;
        }
        return names;
    }
}
