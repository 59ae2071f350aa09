package org.openguides.processing.internal.catalog.tables;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.dita.DocumentFacts;

/**
 * The tables of one database. They are brought up to date when they are first used. Each call takes a connection for as long as
 * it lasts, and takes a bounded time. Safe for use by many threads.
 *
 * <p>Folders are absolute paths without a trailing slash; {@code /} is the root.
 */
public interface CatalogTables extends AutoCloseable {

    /** The rows with these digests, by digest; those that are missing are left out. */
    Map<String, AssetRow> withDigests(Set<String> digests) throws CatalogTablesException;

    /**
     * The rows of assets at or below a folder that have a term, in no particular order.
     *
     * @param field name of the field of the term
     */
    List<AssetRow> withTerm(String field, String term, String folder) throws CatalogTablesException;

    /**
     * The first rows of assets at or below a folder, in an order of the database.
     *
     * @param after only rows behind this path; null for the first ones
     * @param limit return no more rows than this
     */
    List<AssetRow> next(String folder, @Nullable String after, int limit) throws CatalogTablesException;

    /** What the files of assets say, by {@link AssetRow#id()}. */
    Map<Long, DocumentFacts> facts(Collection<Long> ids) throws CatalogTablesException;

    /**
     * Removes the rows of some assets and writes those of others, in one transaction. Entries whose row has the same digest
     * already are left alone, so a call that is repeated changes nothing.
     *
     * @param removed paths
     */
    void store(Collection<String> removed, Collection<AssetEntry> entries) throws CatalogTablesException;

    /**
     * Gives rows other paths and removes rows, in one transaction.
     *
     * @param moved   the new path by {@link AssetRow#id()}; a row that had this path before is removed
     * @param gone    ids of rows to remove
     * @param before  rows that were written at this time or later are not removed
     */
    void follow(Map<Long, String> moved, Collection<Long> gone, Instant before) throws CatalogTablesException;

    /**
     * Reads from the database.
     *
     * @return the name of its product and whether there are no rows, for an administrator
     */
    String check() throws CatalogTablesException;

    /** Lets go of the data source; later calls fail as if the database were away. */
    @Override
    void close();
}
