package org.openguides.processing.internal.catalog.database;

import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.catalog.Catalog;
import org.openguides.processing.internal.catalog.GoneAssets;
import org.openguides.processing.internal.catalog.JcrCatalog;
import org.openguides.processing.internal.catalog.tables.AssetRow;

/**
 * Removes rows of assets that were removed, and updates those of assets that were moved. Stale rows are not valid, but
 * reports read them. The row of a moved asset is the only one until the next run, so it is moved, too.
 */
final class StaleRows implements GoneAssets {

    /** Number of rows that are read at once and changed in one transaction. */
    static final int PAGE = 500;

    private final JcrCatalog repository;
    private final PresentTables tables;

    StaleRows(Session session, PresentTables tables) {
        this.repository = new JcrCatalog(session);
        this.tables = tables;
    }

    @Override
    public @Nullable String forget(String folder, @Nullable String movedTo, @Nullable String after, Instant before)
            throws RepositoryException {
        List<AssetRow> rows = tables.ask(present -> present.next(folder, after, PAGE));
        List<Long> gone = new ArrayList<>();
        Map<AssetRow, String> moved = new LinkedHashMap<>();
        for (AssetRow row : rows) {
            if (repository.presence(row.path()) == Catalog.Presence.ASSET) {
                continue;
            }
            String now = movedTo == null ? null : movedTo + row.path().substring(folder.length());
            if (now != null && isOf(row, now)) {
                moved.put(row, now);
            } else {
                gone.add(row.id());
            }
        }
        if (!gone.isEmpty() || !moved.isEmpty()) {
            tables.change(present -> present.follow(moved, gone, before));
        }
        return rows.size() < PAGE ? null : rows.get(rows.size() - 1).path();
    }

    private boolean isOf(AssetRow row, String path) throws RepositoryException {
        Optional<Node> content = repository.content(path);
        return content.isPresent() && Rows.isOf(row, content.get());
    }
}
