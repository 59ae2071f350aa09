package org.openguides.processing.internal.engine.selection;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.NotRestartableException;
import org.openguides.processing.api.RestartScope;
import org.openguides.processing.internal.access.RequesterRights;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.store.ItemReport;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.RunStore;
import org.openguides.processing.internal.text.Subtrees;
import org.openguides.processing.internal.walk.PathOrder;
import org.openguides.processing.spi.Outcome;

/**
 * Reads the assets that failed in an earlier run from its reports, without assets that no longer exist. For one thread.
 */
public final class FailedAssets {

    private final String runId;
    private final RestartScope scope;
    private final @Nullable String after;
    private @Nullable Deque<String> paths;

    FailedAssets(String runId, RestartScope scope, @Nullable String after) {
        this.runId = runId;
        this.scope = scope;
        this.after = after;
    }

    /**
     * Returns the paths of assets that an earlier run left to be processed again, in the order of the walk, without
     * those that the user may not read.
     *
     * @throws NotRestartableException if the reports are gone, or the scope matches nothing
     */
    public static List<String> of(Session session, RunNode run, RestartScope scope, RequesterRights rights)
            throws RepositoryException, NotRestartableException {
        if (run.tally().total().failed() > 0 && !reportsFailure(run)) {
            throw new NotRestartableException(NotRestartableException.Cause.REPORTS_PURGED);
        }
        List<String> paths = new ArrayList<>();
        FailedAssets failed = new FailedAssets(run.id(), scope, null);
        for (AssetNode asset = failed.next(session); asset != null; asset = failed.next(session)) {
            if (rights.mayRead(asset.path())) {
                paths.add(asset.path());
            }
        }
        if (paths.isEmpty() && scope.isNarrowed()) {
            throw new NotRestartableException(NotRestartableException.Cause.NOTHING_CHOSEN);
        }
        return paths;
    }

    private static boolean reportsFailure(RunNode run) throws RepositoryException {
        for (String name : run.partitions()) {
            for (ItemReport report : run.partition(name).orElseThrow().reports().all()) {
                if (isChosen(report, RestartScope.FAILED)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Nullable
    AssetNode next(Session session) throws RepositoryException {
        Deque<String> left = paths;
        if (left == null) {
            left = new ArrayDeque<>(read(session));
            paths = left;
        }
        while (!left.isEmpty()) {
            Optional<AssetNode> asset = AssetNode.at(session, left.removeFirst());
            if (asset.isPresent()) {
                return asset.get();
            }
        }
        return null;
    }

    private Collection<String> read(Session session) throws RepositoryException {
        Optional<RunNode> run = RunStore.find(session, runId);
        if (run.isEmpty()) {
            return List.of();
        }
        SortedSet<String> chosen = chosen(run.get(), scope);
        return after == null ? chosen : chosen.tailSet(after + '\0');
    }

    /** Reports of assets that were retried later, or linked with warnings, are not in the order of the walk. */
    private static SortedSet<String> chosen(RunNode run, RestartScope scope) throws RepositoryException {
        Set<String> below = Set.copyOf(scope.paths());
        SortedSet<String> chosen = new TreeSet<>(PathOrder.INSTANCE);
        for (String name : run.partitions()) {
            for (ItemReport report : run.partition(name).orElseThrow().reports().all()) {
                if (isChosen(report, scope) && (below.isEmpty() || Subtrees.anyContains(below, report.path()))) {
                    chosen.add(report.path());
                }
            }
        }
        return chosen;
    }

    private static boolean isChosen(ItemReport report, RestartScope scope) {
        return scope.reasons().isEmpty()
                ? report.outcome().equals(Outcome.FAILED.name())
                : scope.reasons().contains(report.reason().code())
                        || report.notes().stream()
                                .anyMatch(note -> scope.reasons().contains(note.code()));
    }
}
