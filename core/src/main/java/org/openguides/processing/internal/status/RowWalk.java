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

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.asset.AssetNames;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.catalog.AssetState;
import org.openguides.processing.internal.catalog.Catalogs;
import org.openguides.processing.internal.catalog.Standing;
import org.openguides.processing.internal.resolution.Deadline;
import org.openguides.processing.internal.walk.AssetWalk;
import org.openguides.processing.internal.walk.PathOrder;

/**
 * Makes the rows of a request, in path order. Holds the paths that were asked for and what a walk holds, but no rows. For
 * one thread.
 */
final class RowWalk {

    /** Bounds how long a state of the repository is held, and how long there is no sign of life. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    /** How many assets the catalog is asked for at once. */
    private static final int CHUNK = 500;

    private final StatusRequest request;
    private final Catalogs catalogs;
    private final Deque<String> requested;
    private @Nullable AssetWalk walk;
    private boolean ended;

    RowWalk(StatusRequest request, Catalogs catalogs) {
        this.request = request;
        this.catalogs = catalogs;
        this.requested = new ArrayDeque<>(request.paths());
    }

    /** Whether there are no more rows. */
    boolean isEnded() {
        return ended;
    }

    /**
     * The next rows.
     *
     * @param session sees the present state; need not be the one of the last call
     * @param count   after how many rows to stop; there may be more by as many as paths were asked for, and fewer where they
     *     take long
     */
    List<StatusRow> next(Session session, int count) throws RepositoryException {
        RunsInProgress runs = RunsInProgress.read(session);
        List<StatusRow> rows = new ArrayList<>();
        Deadline deadline = Deadline.in(LONGEST);
        while (!ended && rows.size() < count && (rows.isEmpty() || !deadline.isOver())) {
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

    private List<AssetNode> nextAssets(Session session, int count) throws RepositoryException {
        List<AssetNode> assets = new ArrayList<>();
        while (!ended && assets.size() < count) {
            AssetNode asset = walk(session).next(session);
            if (asset == null) {
                ended = true;
            } else {
                assets.add(asset);
            }
        }
        return assets;
    }

    private AssetWalk walk(Session session) throws RepositoryException {
        if (walk == null) {
            List<String> roots = new ArrayList<>();
            for (String path : request.paths()) {
                if (isPossible(session, path)) {
                    roots.add(path);
                }
            }
            walk = new AssetWalk(roots, request.excludedPaths(), null);
        }
        return walk;
    }

    /** Looks at the paths that were asked for and come before this asset, and at this one's; null for all the others. */
    private void addMissing(Session session, @Nullable String upTo, List<StatusRow> rows) throws RepositoryException {
        while (!requested.isEmpty() && (upTo == null || PathOrder.INSTANCE.compare(requested.element(), upTo) <= 0)) {
            String path = requested.remove();
            if (!isPossible(session, path) || !session.nodeExists(path)) {
                rows.add(StatusRow.missing(path));
            }
        }
    }

    /** Whether a node could have this path: the repository refuses to look for others. */
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

    /** How the processing of an asset stands. */
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
