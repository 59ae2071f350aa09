package org.openguides.catalog.database;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.catalog.tables.AssetEntry;
import org.openguides.processing.internal.catalog.tables.AssetRow;
import org.openguides.processing.internal.catalog.tables.CatalogTables;
import org.openguides.processing.internal.catalog.tables.CatalogTablesException;
import org.openguides.processing.internal.dita.DocumentFacts;

/** The tables of the catalog over JDBC: one connection for each call, one transaction for each change. */
final class JdbcTables implements CatalogTables {

    private final Database database;
    private final Runnable release;

    /** @param release releases the data source */
    JdbcTables(Database database, Runnable release) {
        this.database = database;
        this.release = release;
    }

    @Override
    public Map<String, AssetRow> withDigests(Set<String> digests) throws CatalogTablesException {
        return database.read((handle, dialect) -> new AssetTable(handle, dialect).withDigests(digests));
    }

    @Override
    public List<AssetRow> withTerm(String field, String term, String folder) throws CatalogTablesException {
        return database.read((handle, dialect) -> new AssetTable(handle, dialect).with(field, term, folder));
    }

    @Override
    public List<AssetRow> next(String folder, @Nullable String after, int limit) throws CatalogTablesException {
        return database.read((handle, dialect) -> new AssetTable(handle, dialect).next(folder, after, limit));
    }

    @Override
    public Map<Long, DocumentFacts> facts(Collection<Long> ids) throws CatalogTablesException {
        return database.read((handle, dialect) -> new FactTables(handle).read(ids));
    }

    @Override
    public void store(Collection<String> removed, Collection<AssetEntry> entries) throws CatalogTablesException {
        database.write((handle, dialect) -> {
            AssetTable table = new AssetTable(handle, dialect);
            return table.removeAt(removed) + table.put(entries);
        });
    }

    @Override
    public void follow(Map<AssetRow, String> moved, Collection<Long> gone, Instant before)
            throws CatalogTablesException {
        database.write((handle, dialect) -> {
            AssetTable table = new AssetTable(handle, dialect);
            table.move(moved, before);
            return table.remove(gone, before);
        });
    }

    @Override
    public String check() throws CatalogTablesException {
        return database.read((handle, dialect) ->
                dialect.product() + (new AssetTable(handle, dialect).isEmpty() ? ", and empty" : ""));
    }

    @Override
    public void close() {
        release.run();
    }
}
