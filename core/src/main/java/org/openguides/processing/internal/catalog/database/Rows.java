package org.openguides.processing.internal.catalog.database;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

import org.openguides.processing.internal.catalog.AssetState;
import org.openguides.processing.internal.catalog.ProcessedRevision;
import org.openguides.processing.internal.catalog.Standing;
import org.openguides.processing.internal.catalog.tables.AssetRow;

/** Decides whether a row is valid, which its asset must confirm. */
final class Rows {

    private Rows() {}

    /**
     * Returns whether the asset confirms the row. It does not if the row was written but the asset could not be saved,
     * or if the row belongs to another asset that was at this path before.
     */
    static boolean isOf(AssetRow row, Node content) throws RepositoryException {
        return row.digest().equals(AssetState.text(content, AssetState.RECORD))
                && row.revision().equals(AssetState.text(content, AssetState.REVISION));
    }

    static Standing standing(AssetRow row) {
        return Standing.of(
                row.outcome(),
                row.error(),
                ProcessedRevision.parse(row.revision()).isOutdated());
    }
}
