package org.openguides.processing.internal.live;

import javax.jcr.RepositoryException;
import javax.jcr.observation.Event;
import javax.jcr.observation.EventIterator;
import javax.jcr.observation.EventListener;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import org.apache.jackrabbit.util.Text;
import org.openguides.processing.internal.asset.AssetNames;
import org.openguides.processing.internal.live.ChangedContent.Change;
import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.walk.SkippedNames;
import org.slf4j.Logger;

/**
 * Derives changed assets from events of the repository: those whose original was added or changed, and subtrees that were moved. Results of
 * processing are never written to originals, so they cause no change. Safe for use by multiple threads.
 */
final class ContentEvents implements EventListener {

    /** Types of the events that it needs. */
    static final int EVENTS = Event.NODE_ADDED | Event.NODE_MOVED | Event.PROPERTY_ADDED | Event.PROPERTY_CHANGED;

    private static final Logger LOG = ServerLog.of(ContentEvents.class);

    private static final String CONTENT = "/" + AssetNames.CONTENT;
    private static final String ORIGINAL = "/" + AssetNames.RENDITIONS + "/" + AssetNames.ORIGINAL;

    /** Nodes below the content of an asset with which an original appears; the first is that of a plain file. */
    private static final Set<String> ADDED = Set.of("", "/" + AssetNames.RENDITIONS, ORIGINAL, ORIGINAL + CONTENT);

    /** Properties of an original that are part of its revision. */
    private static final Set<String> CHANGED = Set.of(
            "/" + AssetNames.DATA,
            "/" + AssetNames.LAST_MODIFIED,
            ORIGINAL + CONTENT + "/" + AssetNames.DATA,
            ORIGINAL + CONTENT + "/" + AssetNames.LAST_MODIFIED);

    private final Consumer<Change> changed;

    ContentEvents(Consumer<Change> changed) {
        this.changed = changed;
    }

    @Override
    public void onEvent(EventIterator events) {
        while (events.hasNext()) {
            Event event = events.nextEvent();
            try {
                if (!isOfDamContent(event)) {
                    change(event.getType(), event.getPath()).ifPresent(changed);
                }
            } catch (RepositoryException e) {
                LOG.warn("A change cannot be read; scheduled processing will find it", e);
            }
        }
    }

    /** AEM dates the content of an asset each time that its metadata are saved. That of a file has its original itself. */
    private static boolean isOfDamContent(Event event) throws RepositoryException {
        return event.getType() != Event.NODE_ADDED
                && event.getPath().endsWith(CONTENT + "/" + AssetNames.LAST_MODIFIED)
                && "dam:AssetContent".equals(event.getInfo().get("jcr:primaryType"));
    }

    /** Returns the change that an event of a type at a path means; empty if it concerns no original. */
    static Optional<Change> change(int type, String path) {
        int content = path.indexOf(CONTENT + "/");
        boolean atContent = content < 0 && path.endsWith(CONTENT);
        String asset = content >= 0
                ? path.substring(0, content)
                : atContent ? path.substring(0, path.length() - CONTENT.length()) : path;
        String below = content >= 0 ? path.substring(content + CONTENT.length()) : "";
        if (isSkipped(asset)) {
            return Optional.empty();
        }
        boolean inside = content >= 0 || atContent;
        boolean concerns =
                switch (type) {
                    case Event.NODE_MOVED -> !inside;
                    case Event.NODE_ADDED -> inside && ADDED.contains(below);
                    default -> inside && CHANGED.contains(below);
                };
        if (!concerns) {
            return Optional.empty();
        }
        return Optional.of(type == Event.NODE_MOVED ? Change.ofSubtree(asset) : Change.ofAsset(asset));
    }

    private static boolean isSkipped(String asset) {
        for (String name : Text.explode(asset, '/')) {
            if (SkippedNames.DEFAULT.test(name)) {
                return true;
            }
        }
        return false;
    }
}
