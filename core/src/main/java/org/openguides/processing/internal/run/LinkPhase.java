package org.openguides.processing.internal.run;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.SupersededException;

/**
 * The last phase of a run: writes to its assets what depends on others, now that all of them have been processed. Each
 * commit holds the changes, the lines of the log about them, and how far the phase has come. For one thread.
 */
final class LinkPhase {

    private final Attempt attempt;
    private final RunSettings settings;
    private final AssetLinks.Reader links;
    private final Pace pace;
    private final List<String> partitions;
    private int partition;
    private int position;
    private List<String> paths = List.of();
    private long linked;
    private long warnings;

    /** Goes on where an earlier attempt has stopped. */
    LinkPhase(Attempt attempt, RunNode run, RunSettings settings, AssetLinks links, Pace pace)
            throws RepositoryException {
        this.attempt = attempt;
        this.settings = settings;
        this.links = links.begin(run.selection().found());
        this.pace = pace;
        this.partitions = run.partitions().stream().sorted().toList();
        this.linked = run.linked();
        this.warnings = run.linkWarnings();
        long toSkip = linked;
        load(run);
        while (!isComplete() && toSkip >= paths.size()) {
            toSkip -= paths.size();
            partition++;
            load(run);
        }
        position = (int) toSkip;
    }

    boolean isComplete() {
        return partition >= partitions.size();
    }

    /**
     * Links some assets and commits them.
     *
     * @throws org.openguides.processing.internal.catalog.CatalogUnavailableException if the catalog cannot be reached; the
     *     next call goes on
     */
    void advance(Session session) throws RepositoryException, SupersededException {
        if (isComplete()) {
            return;
        }
        List<String> slice = paths.subList(position, Math.min(paths.size(), position + pace.batchSize()));
        Map<AssetNode, AssetLinks.Links> found = read(session, slice);
        long said = warn(found);
        try {
            commit(session, found, slice.size(), said);
        } catch (RepositoryException e) {
            if (!PartitionWork.concernsSingleAssets(e)) {
                throw e;
            }
            pace.conflicted();
            discard(session);
            said += oneByOne(session, found);
            commit(session, Map.of(), slice.size(), said);
        }
        if (position == paths.size()) {
            partition++;
            position = 0;
            load(attempt.run(session));
        }
    }

    private void load(RunNode run) throws RepositoryException {
        paths = isComplete()
                ? List.of()
                : run.partition(partitions.get(partition)).orElseThrow().paths();
    }

    private Map<AssetNode, AssetLinks.Links> read(Session session, List<String> slice) throws RepositoryException {
        session.getWorkspace().getObservationManager().setUserData(PartitionWork.USER_DATA);
        RequesterRights rights = RequesterRights.of(session, attempt.request().requestedBy(), settings.operators());
        List<AssetNode> assets = new ArrayList<>();
        for (String path : slice) {
            Optional<AssetNode> asset = asset(session, path);
            if (asset.isPresent() && rights.mayModify(path)) {
                assets.add(asset.get());
            }
        }
        List<AssetLinks.Links> told = links.of(assets);
        Map<AssetNode, AssetLinks.Links> found = new LinkedHashMap<>();
        for (int i = 0; i < assets.size(); i++) {
            found.put(assets.get(i), told.get(i));
        }
        return found;
    }

    private long warn(Map<AssetNode, AssetLinks.Links> found) {
        List<String> lines = found.entrySet().stream()
                .flatMap(entry -> entry.getValue().warnings().stream()
                        .map(warning -> entry.getKey().path() + ": " + warning))
                .toList();
        lines.forEach(attempt.log()::warn);
        return lines.size();
    }

    private void commit(Session session, Map<AssetNode, AssetLinks.Links> found, int count, long said)
            throws RepositoryException, SupersededException {
        Instant before = attempt.now();
        attempt.commit(session, run -> {
            for (Map.Entry<AssetNode, AssetLinks.Links> entry : found.entrySet()) {
                write(entry.getKey(), entry.getValue());
            }
            run.setLinked(linked + count, warnings + said);
        });
        pace.saved(count, Duration.between(before, attempt.now()));
        linked += count;
        warnings += said;
        position += count;
    }

    /**
     * Saves what can be saved. The fence is not needed: whoever writes this, and however often, writes the same.
     *
     * @return how many warnings it gave
     */
    private long oneByOne(Session session, Map<AssetNode, AssetLinks.Links> found) throws RepositoryException {
        long refused = 0;
        for (Map.Entry<AssetNode, AssetLinks.Links> entry : found.entrySet()) {
            if (!session.nodeExists(entry.getKey().path())) {
                continue;
            }
            try {
                write(entry.getKey(), entry.getValue());
                session.save();
            } catch (RepositoryException e) {
                session.refresh(false);
                if (!PartitionWork.concernsSingleAssets(e)) {
                    throw e;
                }
                attempt.log().warn(entry.getKey().path() + ": its parent maps cannot be written: " + e.getMessage());
                refused++;
            }
        }
        return refused;
    }

    private static void write(AssetNode asset, AssetLinks.Links links) throws RepositoryException {
        AssetChanges.apply(asset.content(), links.changes());
    }

    private void discard(Session session) throws RepositoryException {
        session.refresh(false);
        attempt.log().discarded();
    }

    private static Optional<AssetNode> asset(Session session, String path) throws RepositoryException {
        return session.nodeExists(path) ? AssetNode.ofOutermost(session.getNode(path)) : Optional.empty();
    }
}
