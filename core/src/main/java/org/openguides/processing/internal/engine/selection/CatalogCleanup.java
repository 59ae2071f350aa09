package org.openguides.processing.internal.engine.selection;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.internal.catalog.Catalogs;
import org.openguides.processing.internal.store.SelectionNode;

/**
 * Behind the walk: has a catalog in a database forget the assets at or below the paths of a run that are gone, some at a time. A
 * dry run and one over what failed before forget nothing. For one thread.
 */
final class CatalogCleanup {

    /** What was written since stays: another node of the cluster may have written it for an asset that this one does not see yet. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private final Catalogs catalogs;
    private final List<String> folders;
    private final Instant before;
    private int folder;
    private @Nullable String after;

    CatalogCleanup(RunRequest request, Catalogs catalogs, SelectionNode selection, Instant now)
            throws RepositoryException {
        boolean wanted = catalogs.isInDatabase() && !request.dryRun() && !request.failedOnly();
        this.catalogs = catalogs;
        this.folders = wanted ? request.paths() : List.of();
        this.before = now.minus(MARGIN);
        this.folder = selection.cleanedFolders();
        this.after = selection.cleanedTo();
    }

    boolean isEnded() {
        return folder >= folders.size();
    }

    /** Looks at some more assets. */
    void next(Session session) throws RepositoryException {
        after = catalogs.goneAssets(session).forget(folders.get(folder), null, after, before);
        folder += after == null ? 1 : 0;
    }

    /** Notes how far it has come, unless there is nothing to do; transient until saved. */
    void write(SelectionNode selection) throws RepositoryException {
        if (!folders.isEmpty()) {
            selection.setCleaned(folder, after);
        }
    }
}
