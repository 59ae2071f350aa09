package org.openguides.processing.internal.catalog.database;

import javax.jcr.RepositoryException;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.internal.catalog.CatalogUnavailableException;
import org.openguides.processing.internal.catalog.Catalogs;
import org.openguides.processing.internal.catalog.GoneAssets;
import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.session.LocalChanges;
import org.openguides.processing.internal.session.Outage;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.session.ServiceUser;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;

/**
 * Updates a catalog in a database when content below the content roots is removed or moved. Each node handles its own
 * changes, so that each change is handled once in a cluster. Changes that are lost, because there were too many or the
 * node has died, are handled by the next run over the content.
 */
@Component(
        service = Runnable.class,
        configurationPid = "org.openguides.processing.http",
        property = {"scheduler.period:Long=5", "scheduler.concurrent:Boolean=false"})
public final class CatalogUpkeep implements Runnable {

    private static final Logger LOG = ServerLog.of(CatalogUpkeep.class);

    /** Shorter than the period, to leave time for other work. */
    private static final Duration AT_A_TIME = Duration.ofSeconds(2);

    private final ServiceSessions sessions;
    private final Catalogs catalogs;
    private final List<String> contentRoots;
    private final ContentChanges changes = new ContentChanges();
    private final LocalChanges listening;
    private ContentChanges.@Nullable Change present;
    private @Nullable String after;
    private boolean closed;

    /** The required part of the configuration of the HTTP API. */
    @interface Config {
        String[] contentRoots() default {"/content/dam"};
    }

    @Activate
    public CatalogUpkeep(
            @Reference(name = "sessions") ServiceSessions sessions,
            @Reference(name = "catalogs") Catalogs catalogs,
            Config config) {
        this(sessions, catalogs, List.of(config.contentRoots()));
    }

    CatalogUpkeep(ServiceSessions sessions, Catalogs catalogs, List<String> contentRoots) {
        this.sessions = sessions;
        this.catalogs = catalogs;
        this.contentRoots = contentRoots.stream().map(String::strip).toList();
        this.listening = new LocalChanges(sessions, changes, ContentChanges.EVENTS, this.contentRoots);
        run();
    }

    /** Stops listening to changes. */
    @Deactivate
    public synchronized void close() {
        closed = true;
        listening.close();
    }

    /** Handles the pending changes within the time limit. */
    @Override
    public synchronized void run() {
        if (closed || !catalogs.isInDatabase() || contentRoots.isEmpty()) {
            return;
        }
        try {
            listening.listen();
            follow();
        } catch (CatalogUnavailableException e) {
            LOG.debug("The database of the catalog is unavailable; the catalog is updated when it is available", e);
        } catch (RepositoryException | ProcessingException e) {
            LOG.warn("The catalog could not be updated with removed content; it will be retried soon", e);
        }
    }

    private void follow() throws RepositoryException {
        long began = System.nanoTime();
        while (hasNext() && System.nanoTime() - began < AT_A_TIME.toNanos()) {
            try (ServiceSession session = sessions.open(ServiceUser.WORKER)) {
                next(catalogs.goneAssets(session.jcr()));
            }
        }
    }

    private boolean hasNext() {
        if (present == null) {
            present = changes.poll().orElse(null);
            after = null;
        }
        return present != null;
    }

    /**
     * Handles a page of the rows of the current change; it is retried later if the database or the repository is
     * unavailable.
     */
    private void next(GoneAssets gone) throws RepositoryException {
        ContentChanges.Change change = Objects.requireNonNull(present);
        try {
            after = gone.forget(change.path(), change.movedTo(), after, change.at());
        } catch (CatalogUnavailableException e) {
            throw e;
        } catch (RepositoryException e) {
            present = Outage.isOutage(e) ? change : null;
            throw e;
        }
        if (after == null) {
            present = null;
        }
    }
}
