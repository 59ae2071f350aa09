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
 * Removes assets that no longer exist below the paths of a run from a database catalog, in steps after the walk. Does
 * nothing for a dry run and for a restart of failed assets. For one thread.
 */
final class CatalogCleanup {

    /** Rows written later are kept: another node may have written them for assets that are not visible here yet. */
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

    /** Checks some more assets. */
    void next(Session session) throws RepositoryException {
        after = catalogs.goneAssets(session).forget(folders.get(folder), null, after, before);
        folder += after == null ? 1 : 0;
    }

    /** Records the progress, unless there is nothing to clean up. Transient until saved. */
    void write(SelectionNode selection) throws RepositoryException {
        if (!folders.isEmpty()) {
            selection.setCleaned(folder, after);
        }
    }
}
