package org.openguides.processing.internal.processor;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.io.FileNotFoundException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.asset.ContentUnreachableException;
import org.openguides.processing.internal.dita.ElementIds;
import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.reference.FileIds;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;

/**
 * Reads ids from files, which need not have been processed, so that nothing has to be stored. Caches the ids of
 * recently requested files, since many references point to few files.
 */
@Component(service = FileIds.class)
public final class FragmentIds implements FileIds {

    private static final Logger LOG = ServerLog.of(FragmentIds.class);

    /** Maximum number of cached files and ids; about 15 MB with ids of usual length. */
    private static final int REMEMBERED = 100_000;

    /** How long a file has to be unreadable, while another one is readable, before its ids count as unknown. */
    static final Duration LOST_AFTER = Duration.ofSeconds(60);

    private static final int UNREACHABLE = 1000;

    private final ContentReader reader;
    private final Clock clock;
    private final LinkedHashMap<String, Optional<ElementIds>> remembered = new LinkedHashMap<>(16, 0.75f, true);
    /** Since when files have been unreadable. */
    private final Map<String, Instant> unreachable = new LinkedHashMap<>() {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > UNREACHABLE;
        }
    };

    private @Nullable String readLast;
    private int size;

    @Activate
    public FragmentIds(@Reference(name = "reader") ContentReader reader) {
        this(reader, Clock.systemUTC());
    }

    public FragmentIds(ContentReader reader, Clock clock) {
        this.reader = reader;
        this.clock = clock;
    }

    @Override
    public Optional<ElementIds> of(Session session, String path) throws RepositoryException {
        AssetNode asset = AssetNode.at(session, path).orElse(null);
        if (asset == null) {
            return Optional.empty();
        }
        String key = path + " " + revision(asset);
        synchronized (remembered) {
            Optional<ElementIds> known = remembered.get(key);
            if (known != null) {
                return known;
            }
        }
        try {
            Optional<ElementIds> ids = read(asset);
            synchronized (remembered) {
                unreachable.remove(key);
                readLast = asset.hasBeenRead() ? path : readLast;
                remember(key, ids);
            }
            return ids;
        } catch (ContentUnreachableException e) {
            if (!isLost(session, key)) {
                throw e;
            }
            LOG.warn("The ids of {} count as unknown: it cannot be read, although other files can", path, e);
            return Optional.empty();
        }
    }

    /**
     * Returns whether a file has been unreadable for long although another one is readable: then it is reported when it
     * is processed itself, and files that refer to it need not wait.
     */
    private boolean isLost(Session session, String key) throws RepositoryException {
        String other;
        synchronized (remembered) {
            Instant since = unreachable.computeIfAbsent(key, first -> clock.instant());
            if (clock.instant().isBefore(since.plus(LOST_AFTER))) {
                return false;
            }
            other = readLast;
        }
        AssetNode asset = other == null ? null : AssetNode.at(session, other).orElse(null);
        try {
            return asset == null || read(asset).isPresent() || asset.hasBeenRead();
        } catch (ContentUnreachableException storeIsAway) {
            return false;
        }
    }

    private void remember(String key, Optional<ElementIds> ids) {
        Optional<ElementIds> twice = remembered.put(key, ids);
        size += size(ids) - (twice == null ? 0 : size(twice));
        Iterator<Optional<ElementIds>> oldest = remembered.values().iterator();
        while (size > REMEMBERED) {
            size -= size(oldest.next());
            oldest.remove();
        }
    }

    /** The length may also be unavailable if the data store is. */
    private static String revision(AssetNode asset) throws RepositoryException {
        try {
            return asset.revision();
        } catch (ContentUnreachableException e) {
            LOG.debug("The revision of {} is unknown", asset.path(), e);
            return "";
        }
    }

    private static int size(Optional<ElementIds> ids) {
        return 1 + ids.map(all -> all.all().size()).orElse(0);
    }

    private Optional<ElementIds> read(AssetNode asset) throws RepositoryException {
        try {
            return reader.read(asset).ids();
        } catch (FileNotFoundException e) {
            // reported when that file is processed itself
            return Optional.empty();
        }
    }
}
