package org.openguides.processing.internal.catalog.database;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

import java.sql.ResultSet;
import java.sql.SQLException;

import org.jdbi.v3.core.statement.StatementContext;
import org.openguides.processing.internal.catalog.AssetState;
import org.openguides.processing.internal.catalog.ProcessedRevision;
import org.openguides.processing.internal.catalog.Standing;

/**
 * A row of the table of assets.
 *
 * @param id       by which other tables know it
 * @param path     where the asset is
 * @param digest   identifies what the database has of the asset
 * @param revision what it belongs to: a {@link ProcessedRevision}
 */
record Row(
        long id,
        String path,
        String digest,
        String revision,
        String outcome,
        String error,
        String fileType,
        String title,
        String rootId) {

    static final String COLUMNS = "id, path, digest, revision, outcome, error, file_type, title, root_id";

    /** A row of {@link #COLUMNS}. */
    static Row of(ResultSet row, StatementContext context) throws SQLException {
        return new Row(
                row.getLong("id"),
                row.getString("path"),
                row.getString("digest"),
                row.getString("revision"),
                row.getString("outcome"),
                row.getString("error"),
                row.getString("file_type"),
                row.getString("title"),
                row.getString("root_id"));
    }

    /**
     * Whether the asset itself says so. Whatever else is in the table: rows of a run that died before it saved the assets, or
     * of what was at this path before.
     */
    boolean isOf(Node content) throws RepositoryException {
        return digest.equals(AssetState.text(content, AssetState.RECORD))
                && revision.equals(AssetState.text(content, AssetState.REVISION));
    }

    Standing standing() {
        return Standing.of(outcome, error, ProcessedRevision.parse(revision).isOutdated());
    }
}
