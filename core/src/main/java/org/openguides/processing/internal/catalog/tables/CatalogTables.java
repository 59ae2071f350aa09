package org.openguides.processing.internal.catalog.tables;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.dita.DocumentFacts;

/**
 * The tables of one database, whose schema is migrated on first use. Each call uses one connection and has a timeout. Safe
 * for use by multiple threads.
 *
 * <p>Folders are absolute paths without a trailing slash; {@code /} is the root.
 */
public interface CatalogTables extends AutoCloseable {

    /** Returns the rows with these digests, by digest, one for each; missing ones are left out. */
    Map<String, AssetRow> withDigests(Set<String> digests) throws CatalogTablesException;

    /**
     * Returns the rows of assets at or below a folder that have a term, in no particular order.
     *
     * @param field name of the field of the term
     */
    List<AssetRow> withTerm(String field, String term, String folder) throws CatalogTablesException;

    /**
     * Returns the next rows of assets at or below a folder, in the order of the database.
     *
     * @param after only rows after this path; null for the first ones
     * @param limit maximum number of rows
     */
    List<AssetRow> next(String folder, @Nullable String after, int limit) throws CatalogTablesException;

    /** Returns the facts of the files of assets, by {@link AssetRow#id()}. */
    Map<Long, DocumentFacts> facts(Collection<Long> ids) throws CatalogTablesException;

    /**
     * Removes the rows of some assets and writes those of others, in one transaction. Entries whose row already has the
     * same digest are not written, so repeating a call has no effect.
     *
     * @param removed paths
     */
    void store(Collection<String> removed, Collection<AssetEntry> entries) throws CatalogTablesException;

    /**
     * Changes the paths of rows and removes rows, in one transaction.
     *
     * @param moved  new path of each row; a row that has changed since it was read is not moved. Another row at the new
     *     path is removed if it was written before the time; otherwise it stays, and the row to move is removed
     * @param gone   ids of rows to remove
     * @param before rows that were written at this time or later are not removed
     */
    void follow(Map<AssetRow, String> moved, Collection<Long> gone, Instant before) throws CatalogTablesException;

    /**
     * Checks that the database can be read.
     *
     * @return the name of the database product and whether there are no rows, for administrators
     */
    String check() throws CatalogTablesException;

    /** Releases the data source; later calls fail as if the database were unavailable. */
    @Override
    void close();
}
