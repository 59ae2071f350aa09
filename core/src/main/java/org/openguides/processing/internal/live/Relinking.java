package org.openguides.processing.internal.live;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.openguides.processing.internal.asset.AssetNames;
import org.openguides.processing.internal.catalog.AssetState;
import org.openguides.processing.internal.live.ChangedContent.Change;
import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.store.Nodes;
import org.slf4j.Logger;

/**
 * Assets whose parent maps may be outdated, because a map that was processed refers to them now, or did before. They have not changed
 * themselves. Bounded: what does not fit is corrected by the next run over it. For one thread.
 */
final class Relinking {

    /** Maximum number of assets. */
    static final int MOST = 5_000;

    private static final Logger LOG = ServerLog.of(Relinking.class);

    /** All that makes a map a parent of its targets. */
    private static final List<String> LISTS =
            List.of(AssetState.TOPIC_REFS, AssetState.MAP_REFS, AssetState.KEYDEF_REFS);

    private final Set<String> assets = new LinkedHashSet<>();

    /** What some assets referred to at one time, by path; only maps refer to any. */
    record Targets(Map<String, Set<String>> byMap) {

        static final Targets NONE = new Targets(Map.of());

        /** Reads the results of the last processing. A map that was moved or copied has not referred to anything at its path. */
        static Targets of(Session session, List<Change> changes) throws RepositoryException {
            Map<String, Set<String>> byMap = new HashMap<>();
            int count = 0;
            for (Change change : changes) {
                String path = change.path();
                if (count > MOST) {
                    break; // more could not be linked again
                }
                Set<String> targets = isProcessedAt(session, path) ? targetsOf(session, path) : Set.of();
                count += targets.size();
                if (!targets.isEmpty()) {
                    byMap.put(path, targets);
                }
            }
            return new Targets(byMap);
        }
    }

    private static boolean isProcessedAt(Session session, String path) throws RepositoryException {
        String content = path + "/" + AssetNames.CONTENT;
        return exists(session, content) && path.equals(AssetState.text(session.getNode(content), AssetState.PATH));
    }

    private static Set<String> targetsOf(Session session, String path) throws RepositoryException {
        String content = path + "/" + AssetNames.CONTENT;
        Set<String> targets = new HashSet<>();
        if (exists(session, content)) {
            for (String list : LISTS) {
                targets.addAll(Nodes.texts(session.getNode(content), list));
            }
        }
        return targets;
    }

    /** A map may refer to anything, also to what cannot be a path. */
    private static boolean exists(Session session, String path) {
        try {
            return path.startsWith("/") && session.nodeExists(path);
        } catch (RepositoryException e) {
            LOG.debug("{} is no path", path, e);
            return false;
        }
    }

    /**
     * Adds what maps refer to only before or only after they were processed, and what that refers to in turn.
     *
     * @param processed the assets that were processed, and so have been linked
     */
    void add(Session session, Targets before, Targets after, Set<String> processed) throws RepositoryException {
        Deque<String> open = new ArrayDeque<>();
        Set<String> maps = new HashSet<>(before.byMap().keySet());
        maps.addAll(after.byMap().keySet());
        for (String map : maps) {
            Set<String> old = before.byMap().getOrDefault(map, Set.of());
            Set<String> now = after.byMap().getOrDefault(map, Set.of());
            old.stream().filter(target -> !now.contains(target)).forEach(open::add);
            now.stream().filter(target -> !old.contains(target)).forEach(open::add);
        }
        Set<String> seen = new HashSet<>();
        while (!open.isEmpty()) {
            String asset = open.remove();
            if (!seen.add(asset)) {
                continue;
            }
            if (assets.size() + seen.size() > MOST) {
                LOG.warn(
                        "Maps have changed that refer to very many assets; the next run over these corrects their parent maps");
                return;
            }
            open.addAll(targetsOf(session, asset));
            if (!processed.contains(asset) && exists(session, asset)) {
                assets.add(asset);
            }
        }
    }

    /** Adds assets again whose run has not done it. */
    void addAgain(List<String> paths) {
        assets.addAll(paths);
    }

    /** Removes and returns some of the assets. */
    List<String> take(int most) {
        List<String> taken = new ArrayList<>(assets.stream().limit(most).toList());
        taken.forEach(assets::remove);
        return taken;
    }

    int size() {
        return assets.size();
    }
}
