package org.openguides.processing.internal.catalog.database;

import javax.jcr.RepositoryException;
import javax.jcr.observation.Event;
import javax.jcr.observation.EventIterator;
import javax.jcr.observation.EventListener;
import javax.jcr.observation.ObservationManager;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

import org.apache.jackrabbit.api.observation.JackrabbitEventFilter;
import org.apache.jackrabbit.api.observation.JackrabbitObservationManager;
import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.asset.AssetNames;
import org.openguides.processing.internal.text.Subtrees;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which assets and folders have been removed or moved, until that has been seen to. What lies below another one of them is left
 * out. Bounded: what does not fit in is lost. Safe for use by many threads.
 */
final class ContentChanges implements EventListener {

    private static final int EVENTS = Event.NODE_REMOVED | Event.NODE_MOVED;

    /** Of which there are at most so many. */
    static final int MOST = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(ContentChanges.class);
    private static final String INSIDE_AN_ASSET = "/" + AssetNames.CONTENT;

    private final TreeMap<String, Change> changes = new TreeMap<>();
    private boolean lost;

    /**
     * An asset or a folder that is not where it was.
     *
     * @param path    where it was
     * @param movedTo where it is now; null if it was removed
     * @param at      when that was
     */
    record Change(String path, @Nullable String movedTo, Instant at) {}

    /**
     * Takes the changes that this node makes, and none that another one of the cluster makes.
     *
     * @param roots absolute paths of the subtrees that are observed; at least one
     */
    void observe(ObservationManager manager, List<String> roots) throws RepositoryException {
        if (!(manager instanceof JackrabbitObservationManager filtering)) {
            throw new RepositoryException("No observation with filters: " + manager.getClass());
        }
        JackrabbitEventFilter filter = new JackrabbitEventFilter()
                .setEventTypes(EVENTS)
                .setAbsPath(roots.get(0))
                .setAdditionalPaths(roots.subList(1, roots.size()).toArray(new String[0]))
                .setIsDeep(true)
                .setNoExternal(true);
        filtering.addEventListener(this, filter);
    }

    @Override
    public void onEvent(EventIterator events) {
        try {
            while (events.hasNext()) {
                take(events.nextEvent());
            }
        } catch (RepositoryException e) {
            LOG.warn(
                    "A change of the content cannot be read; the next run over it has the catalog forget what is gone",
                    e);
        }
    }

    private void take(Event event) throws RepositoryException {
        Instant at = Instant.ofEpochMilli(event.getDate());
        if (event.getType() == Event.NODE_REMOVED) {
            add(new Change(event.getPath(), null, at));
        } else if (event.getInfo().get("srcAbsPath") instanceof String from) {
            add(new Change(from, event.getPath(), at));
        }
    }

    synchronized void add(Change change) {
        if (change.path().contains(INSIDE_AN_ASSET) || isCovered(change)) {
            return;
        }
        // 0 follows / in the order of the map
        changes.subMap(change.path() + "/", change.path() + "0").values().removeIf(each -> each.movedTo() == null);
        if (changes.size() < MOST || changes.containsKey(change.path())) {
            changes.put(change.path(), change);
        } else if (!lost) {
            lost = true;
            LOG.warn("Too much has been removed at once; the next run over it has the catalog forget what is gone");
        }
    }

    /** Whether another change stands for this one; it takes the later time then. */
    private boolean isCovered(Change change) {
        if (change.movedTo() != null) {
            return false;
        }
        for (String path : Subtrees.containing(changes.keySet(), change.path())) {
            Change above = changes.get(path);
            if (above != null) {
                changes.put(path, new Change(path, above.movedTo(), change.at()));
                return true;
            }
        }
        return false;
    }

    /** The next change, which counts as seen to; those below others come before them. Empty if there is none. */
    synchronized Optional<Change> poll() {
        lost = lost && !changes.isEmpty();
        return changes.isEmpty()
                ? Optional.empty()
                : Optional.of(changes.pollLastEntry().getValue());
    }
}
