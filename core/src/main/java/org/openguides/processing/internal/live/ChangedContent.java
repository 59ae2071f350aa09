package org.openguides.processing.internal.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.jackrabbit.util.Text;
import org.openguides.processing.internal.engine.Time;
import org.openguides.processing.internal.text.Subtrees;

/**
 * Collects changed assets and subtrees until they are due: as soon as nothing more changes for a moment, or after a time limit. Both grow
 * with the number of changes, so that a single asset is processed at once and a large import in one go. Bounded: many assets become a few
 * subtrees. Safe for use by multiple threads.
 */
final class ChangedContent {

    /** Maximum number of paths; more become subtrees. */
    static final int MOST = 200;

    /** Maximum number of subtrees that they become. */
    static final int SUBTREES = 20;

    private static final int FEW = 20;

    private static final Wait OF_FEW = new Wait(Duration.ofMillis(500), Duration.ofSeconds(3));
    private static final Wait OF_MANY = new Wait(Duration.ofSeconds(2), Duration.ofSeconds(15));
    /** Importers save in parts, and a busy server takes its time for each. */
    private static final Wait OF_AN_IMPORT = new Wait(Duration.ofSeconds(15), Duration.ofMinutes(10));

    private final Time time;
    private final Set<String> roots;
    private final Map<String, Change> changes = new LinkedHashMap<>();
    private boolean imported;
    private long first;
    private long last;

    /** How long to wait after the last change, and after the first one. */
    private record Wait(Duration quiet, Duration most) {}

    /**
     * A change of the content.
     *
     * @param path    absolute path
     * @param subtree whether all assets below the path may have changed; otherwise it is the path of one asset
     */
    record Change(String path, boolean subtree) {

        /** Returns a change of one asset. */
        static Change ofAsset(String path) {
            return new Change(path, false);
        }

        /** Returns a change of all assets at or below a path. */
        static Change ofSubtree(String path) {
            return new Change(path, true);
        }
    }

    /** @param roots content roots, which are never exceeded when assets become subtrees */
    ChangedContent(Time time, List<String> roots) {
        this.time = time;
        this.roots = Set.copyOf(roots);
    }

    /** Adds a change below a content root, unless a changed subtree covers it. */
    synchronized void add(Change change) {
        if (!Subtrees.anyContains(roots, change.path())) {
            return;
        }
        last = time.nanos();
        if (changes.isEmpty()) {
            first = last;
        }
        if (isCovered(change.path())) {
            return;
        }
        changes.merge(change.path(), change, (before, now) -> before.subtree() ? before : now);
        if (changes.size() > MOST) {
            imported = true;
            becomeSubtrees();
        }
    }

    private boolean isCovered(String path) {
        return Subtrees.containing(changes.keySet(), path).stream().anyMatch(above -> {
            Change change = changes.get(above);
            return change != null && change.subtree();
        });
    }

    /** Returns whether the changes have to be processed now. */
    synchronized boolean isDue() {
        Wait wait = imported ? OF_AN_IMPORT : changes.size() > FEW ? OF_MANY : OF_FEW;
        return !changes.isEmpty() && (time.isOver(last, wait.quiet()) || time.isOver(first, wait.most()));
    }

    /** Removes and returns all changes. */
    synchronized List<Change> take() {
        List<Change> taken = new ArrayList<>(changes.values());
        changes.clear();
        imported = false;
        return taken;
    }

    /** Returns the number of changes. */
    synchronized int size() {
        return changes.size();
    }

    /** Replaces the changes by folders above them: the deepest first, until there are few enough. */
    private void becomeSubtrees() {
        Set<String> folders = new LinkedHashSet<>();
        changes.values().forEach(change -> folders.add(change.subtree() ? change.path() : above(change.path())));
        while (folders.size() > SUBTREES && !roots.containsAll(folders)) {
            int deepest = folders.stream()
                    .filter(folder -> !roots.contains(folder))
                    .mapToInt(ChangedContent::depth)
                    .max()
                    .orElse(0);
            List<String> lifted = folders.stream()
                    .filter(folder -> !roots.contains(folder) && depth(folder) == deepest)
                    .toList();
            lifted.forEach(folders::remove);
            lifted.forEach(folder -> folders.add(above(folder)));
        }
        changes.clear();
        folders.stream()
                .filter(folder -> !Subtrees.anyIsAbove(folders, folder))
                .forEach(folder -> changes.put(folder, Change.ofSubtree(folder)));
    }

    private String above(String path) {
        return roots.contains(path) ? path : Text.getRelativeParent(path, 1);
    }

    private static int depth(String path) {
        return (int) path.chars().filter(character -> character == '/').count();
    }
}
