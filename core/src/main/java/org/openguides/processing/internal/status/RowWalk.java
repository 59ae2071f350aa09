package org.openguides.processing.internal.status;

import javax.jcr.PropertyType;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.ValueFormatException;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.asset.AssetNames;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.catalog.AssetState;
import org.openguides.processing.internal.catalog.Catalogs;
import org.openguides.processing.internal.catalog.Standing;
import org.openguides.processing.internal.resolution.Deadline;
import org.openguides.processing.internal.text.Subtrees;
import org.openguides.processing.internal.walk.AssetWalk;
import org.openguides.processing.internal.walk.PathOrder;
import org.openguides.processing.internal.walk.ProcessedPaths;

/**
 * Computes the rows of a request in path order. Walks only the paths that the requesting user could read, since the time
 * of a walk would reveal that there is something and how large it is; the others get the row of a missing path without
 * being looked up. Holds the requested paths and the state of the walk, but no rows. For one thread.
 */
final class RowWalk {

    /** Limits how long a revision of the repository is retained, and the time between heartbeats. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    /** Number of assets in one query to the catalog. */
    private static final int CHUNK = 500;

    private final StatusRequest request;
    private final Catalogs catalogs;
    private final ProcessedPaths paths;
    private final Deque<String> requested;
    private final Set<String> walked;
    private @Nullable AssetWalk walk;
    private boolean ended;

    /** @param paths assets that are processed at all; others have no rows, since nothing waits for them */
    RowWalk(StatusRequest request, Catalogs catalogs, ProcessedPaths paths) {
        this.request = request;
        this.paths = paths;
        this.catalogs = catalogs;
        this.requested = new ArrayDeque<>(request.paths());
        Set<String> missing = Set.copyOf(request.missingPaths());
        this.walked = request.paths().stream()
                .filter(path -> !missing.contains(path))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns whether there are no more rows. */
    boolean isEnded() {
        return ended;
    }

    /**
     * Returns the next rows.
     *
     * @param session sees the present revision; each call may pass another one
     * @param count   number of rows after which to stop; the result may exceed it by the number of requested paths, and
     *                may be smaller, even empty, if the rows take long
     */
    List<StatusRow> next(Session session, int count) throws RepositoryException {
        RunsInProgress runs = RunsInProgress.read(session);
        List<StatusRow> rows = new ArrayList<>();
        Deadline deadline = Deadline.in(LONGEST);
        while (!ended && rows.size() < count && !deadline.isOver()) {
            List<AssetNode> assets = nextAssets(session, Math.min(CHUNK, count - rows.size()));
            List<Standing> standings = catalogs.in(session).standings(assets);
            for (int i = 0; i < assets.size(); i++) {
                addMissing(session, assets.get(i).path(), rows);
                rows.add(row(assets.get(i), standings.get(i), runs));
            }
        }
        if (ended) {
            addMissing(session, null, rows);
        }
        return rows;
    }

    /** Returns those of the next assets that are processed at all. */
    private List<AssetNode> nextAssets(Session session, int count) throws RepositoryException {
        List<AssetNode> assets = new ArrayList<>();
        for (int i = 0; i < count && !ended; i++) {
            AssetNode asset = walk(session).next(session);
            if (asset == null) {
                ended = true;
            } else if (paths.includes(asset.path())) {
                assets.add(asset);
            }
        }
        return assets;
    }

    private AssetWalk walk(Session session) throws RepositoryException {
        if (walk == null) {
            List<String> roots = new ArrayList<>();
            for (String path : walked) {
                if (isPossible(session, path)) {
                    roots.add(path);
                }
            }
            walk = new AssetWalk(
                    roots, request.excludedPaths(), null, (reader, folder) -> paths.mayIncludeBelow(folder));
        }
        return walk;
    }

    /** Adds rows for requested paths before this asset, and removes the asset's own; null for all remaining paths. */
    private void addMissing(Session session, @Nullable String upTo, List<StatusRow> rows) throws RepositoryException {
        while (!requested.isEmpty() && (upTo == null || PathOrder.INSTANCE.compare(requested.element(), upTo) <= 0)) {
            String path = requested.remove();
            if (isMissing(session, path)) {
                rows.add(StatusRow.missing(path));
            }
        }
    }

    /** A path below one that is walked has rows for those who can read it, so it is looked up. */
    private boolean isMissing(Session session, String path) throws RepositoryException {
        return !Subtrees.anyContains(walked, path) || !isPossible(session, path) || !session.nodeExists(path);
    }

    /** Returns whether a node can have this path: the repository fails to look up others. */
    private static boolean isPossible(Session session, String path) throws RepositoryException {
        try {
            session.getValueFactory().createValue(path, PropertyType.PATH);
            return true;
        } catch (ValueFormatException e) {
            return false;
        }
    }

    private static StatusRow row(AssetNode asset, Standing standing, RunsInProgress runs) throws RepositoryException {
        if (!asset.node().hasNode(AssetNames.CONTENT)) {
            return new StatusRow(asset.path(), "", AssetStatus.PENDING, true, "");
        }
        AssetStatus status = status(asset, standing, runs);
        String uuid = AssetState.uuid(asset.content());
        return new StatusRow(asset.path(), uuid, status, true, status == AssetStatus.FAILED ? standing.error() : "");
    }

    /** Returns the processing status of an asset. */
    static AssetStatus status(AssetNode asset, Standing standing, RunsInProgress runs) throws RepositoryException {
        if (runs.haveYetToProcess(asset, standing)) {
            return AssetStatus.PROCESSING;
        }
        return switch (standing.outcome()) {
            case NONE -> AssetStatus.PENDING;
            case SUCCEEDED -> AssetStatus.SUCCEEDED;
            case FAILED -> AssetStatus.FAILED;
        };
    }
}
