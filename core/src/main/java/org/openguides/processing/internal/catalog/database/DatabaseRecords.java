package org.openguides.processing.internal.catalog.database;

import javax.jcr.RepositoryException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.catalog.AssetState;
import org.openguides.processing.internal.catalog.Records;
import org.openguides.processing.internal.catalog.tables.AssetEntry;
import org.openguides.processing.spi.PropertyChange;

/** Stores the results of processing in the database, and their digest on the assets. */
final class DatabaseRecords implements Records {

    private final PresentTables tables;
    private final Map<String, AssetRecord> taken = new HashMap<>();
    private final Set<String> forgotten = new TreeSet<>();

    DatabaseRecords(PresentTables tables) {
        this.tables = tables;
    }

    @Override
    public List<PropertyChange> take(AssetNode asset, List<PropertyChange> changes) throws RepositoryException {
        Map<String, Object> values = new HashMap<>();
        values.put(AssetState.UUID, AssetState.uuid(asset.content()));
        List<PropertyChange> onAsset = new ArrayList<>();
        for (PropertyChange change : changes) {
            // the digest must not depend on whether the removal of what is absent was requested
            if (change.value() == null) {
                values.remove(change.path());
            } else {
                values.put(change.path(), change.value());
            }
            if (!AssetRecord.KEPT.contains(change.path())) {
                onAsset.add(change);
            }
        }
        AssetRecord written = new AssetRecord(asset.path(), values);
        taken.put(asset.path(), written);
        // Facts that the catalog in the repository has left there would become stale.
        AssetRecord.KEPT.forEach(name -> onAsset.add(new PropertyChange(name, null)));
        onAsset.add(new PropertyChange(AssetState.RECORD, written.digest()));
        return onAsset;
    }

    @Override
    public void forget(AssetNode asset) {
        forgotten.add(asset.path());
    }

    @Override
    public void store() throws RepositoryException {
        if (!taken.isEmpty() || !forgotten.isEmpty()) {
            List<AssetEntry> entries =
                    taken.values().stream().map(AssetRecord::entry).toList();
            tables.change(present -> present.store(forgotten, entries));
        }
    }
}
