package org.openguides.processing.internal.catalog.database;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

import org.openguides.processing.internal.catalog.AssetState;
import org.openguides.processing.internal.catalog.ProcessedRevision;
import org.openguides.processing.internal.catalog.Standing;
import org.openguides.processing.internal.catalog.tables.AssetRow;

/** What rows are worth: an asset confirms its row, or the row does not count. */
final class Rows {

    private Rows() {}

    /**
     * Whether the asset itself confirms the row. It does not confirm rows that were written before it could be saved, or that
     * belong to another asset that was at this path before.
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
