package org.openguides.processing.internal.catalog.database;

import javax.jcr.RepositoryException;
import javax.jcr.observation.Event;
import javax.jcr.observation.EventIterator;
import javax.jcr.observation.EventListener;

import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.asset.AssetNames;
import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.text.Subtrees;
import org.slf4j.Logger;

/**
 * Queue of removed and moved assets and folders. Changes below another removed folder are left out. Bounded: further
 * changes are dropped. Safe for use by multiple threads.
 */
final class ContentChanges implements EventListener {

    /** Types of the events that it needs. */
    static final int EVENTS = Event.NODE_REMOVED | Event.NODE_MOVED;

    /** Maximum number of pending changes. */
    static final int MOST = 10_000;

    private static final Logger LOG = ServerLog.of(ContentChanges.class);
    private static final String INSIDE_AN_ASSET = "/" + AssetNames.CONTENT;

    private final TreeMap<String, Change> changes = new TreeMap<>();
    private boolean lost;

    /**
     * An asset or a folder that was removed or moved.
     *
     * @param path    former path
     * @param movedTo new path; null if it was removed
     * @param at      time of the change
     */
    record Change(String path, @Nullable String movedTo, Instant at) {}

    @Override
    public void onEvent(EventIterator events) {
        try {
            while (events.hasNext()) {
                take(events.nextEvent());
            }
        } catch (RepositoryException e) {
            LOG.warn("A change cannot be read; the next run over the content will update the catalog", e);
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
        // 0 is the character after / in the order of the map.
        changes.subMap(change.path() + "/", change.path() + "0").values().removeIf(each -> each.movedTo() == null);
        if (changes.size() < MOST || changes.containsKey(change.path())) {
            changes.put(change.path(), change);
        } else if (!lost) {
            lost = true;
            LOG.warn("Too many changes at once; the next run over the content will update the catalog");
        }
    }

    /**
     * Returns whether another change includes this one; if that is a removal, updates its time. A move keeps its time,
     * since rows that were written after it at the new path must stay. Rows that were written after it at the former
     * path are left to the next run.
     */
    private boolean isCovered(Change change) {
        if (change.movedTo() != null) {
            return false;
        }
        for (String path : Subtrees.containing(changes.keySet(), change.path())) {
            Change above = changes.get(path);
            if (above != null) {
                if (above.movedTo() == null) {
                    changes.put(path, new Change(path, null, change.at()));
                }
                return true;
            }
        }
        return false;
    }

    /** Removes and returns the next change; changes of descendants are returned before those of their folder. Empty if there is none. */
    synchronized Optional<Change> poll() {
        lost = lost && !changes.isEmpty();
        return changes.isEmpty()
                ? Optional.empty()
                : Optional.of(changes.pollLastEntry().getValue());
    }
}
