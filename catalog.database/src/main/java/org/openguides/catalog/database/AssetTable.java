package org.openguides.catalog.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterable;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.catalog.tables.AssetEntry;
import org.openguides.processing.internal.catalog.tables.AssetRow;

/** The table of assets, within one connection. */
final class AssetTable {

    private static final String NAME = "openguides_asset";

    private static final String READ = "id, path, digest, revision, outcome, error, file_type, title, root_id";

    private static final List<String> WRITTEN = List.of(
            "path",
            "uuid",
            "file_type",
            "outcome",
            "error",
            "title",
            "root_id",
            "dita_class",
            "revision",
            "digest",
            "processed_at");

    private final Handle handle;
    private final Dialect dialect;

    AssetTable(Handle handle, Dialect dialect) {
        this.handle = handle;
        this.dialect = dialect;
    }

    /** Returns whether there are no rows; the cheapest query that shows that the table can be read. */
    boolean isEmpty() {
        return handle.createQuery("SELECT id FROM " + NAME + " LIMIT 1")
                .mapTo(Long.class)
                .findFirst()
                .isEmpty();
    }

    /**
     * Returns the existing rows with these digests. Several rows have the same one after an asset was moved and another
     * was processed with the same results at its former path. They differ in their paths only, so the last one counts,
     * always the same.
     */
    Map<String, AssetRow> withDigests(Collection<String> digests) {
        return rows("digest", digests)
                .collect(Collectors.toMap(
                        AssetRow::digest,
                        Function.identity(),
                        BinaryOperator.maxBy(Comparator.comparingLong(AssetRow::id))));
    }

    private Map<String, AssetRow> at(Collection<String> paths) {
        return rows("path", paths).collect(Collectors.toMap(AssetRow::path, Function.identity()));
    }

    private ResultIterable<AssetRow> rows(String column, Collection<String> values) {
        return handle.createQuery("SELECT " + READ + " FROM " + NAME + " WHERE " + column + " IN (<values>)")
                .bindList("values", List.copyOf(values))
                .map(AssetTable::row);
    }

    /** Returns the rows of the assets at or below a folder that have a term, in no particular order. */
    List<AssetRow> with(String field, String term, String folder) {
        String below = folder.equals("/") ? folder : folder + "/";
        return handle.createQuery("SELECT " + READ + " FROM openguides_term JOIN " + NAME
                        + " ON id = asset_id WHERE term = :term AND field = :field"
                        + " AND (path = :folder OR (path >= :below AND path < :behind))")
                .bind("term", Texts.indexed(term))
                .bind("field", field)
                .bind("folder", folder)
                .bind("below", below)
                .bind("behind", Texts.behind(below))
                .map(AssetTable::row)
                .list();
    }

    /**
     * Returns rows of assets at or below a folder, in the order of the database.
     *
     * @param after only rows after this path; null for the first ones
     */
    List<AssetRow> next(String folder, @Nullable String after, int limit) {
        List<AssetRow> rows = new ArrayList<>();
        if (after == null) {
            rows.addAll(at(List.of(folder)).values());
        }
        String below = folder.equals("/") ? folder : folder + "/";
        handle.createQuery("SELECT " + READ + " FROM " + NAME
                        + " WHERE path > :after AND path < :behind ORDER BY path LIMIT :limit")
                .bind("after", after == null || after.equals(folder) ? below : after)
                .bind("behind", Texts.behind(below))
                .bind("limit", limit - rows.size())
                .map(AssetTable::row)
                .forEach(rows::add);
        return rows;
    }

    /** Removes rows and their dependent rows, except for those that were written since. */
    int remove(Collection<Long> ids, Instant before) {
        return ids.isEmpty()
                ? 0
                : handle.createUpdate("DELETE FROM " + NAME + " WHERE id IN (<ids>) AND processed_at < :before")
                        .bindList("ids", List.copyOf(ids))
                        .bind("before", before.atOffset(ZoneOffset.UTC))
                        .execute();
    }

    /** Removes the rows of assets and their dependent rows; returns the number of assets. */
    int removeAt(Collection<String> paths) {
        return paths.isEmpty()
                ? 0
                : handle.createUpdate("DELETE FROM " + NAME + " WHERE path IN (<paths>)")
                        .bindList("paths", List.copyOf(paths))
                        .execute();
    }

    /**
     * Changes the paths of rows, except for those that have changed since they were read. A row that was written at a
     * new path before the given time is of a previous asset and is removed. One that was written since is the newer row
     * of the moved asset, so it stays and the row to move is removed.
     *
     * <p>A row that another transaction writes at a new path meanwhile is a conflict: the retry finds it.
     */
    void move(Map<AssetRow, String> paths, Instant before) {
        if (paths.isEmpty()) {
            return;
        }
        handle.createUpdate("DELETE FROM " + NAME + " WHERE path IN (<paths>) AND processed_at < :before")
                .bindList("paths", List.copyOf(paths.values()))
                .bind("before", before.atOffset(ZoneOffset.UTC))
                .execute();
        Set<String> taken = at(paths.values()).keySet();
        List<Long> replaced = new ArrayList<>();
        PreparedBatch batch =
                handle.prepareBatch("UPDATE " + NAME + " SET path = :path WHERE id = :id AND digest = :digest");
        paths.forEach((row, path) -> {
            if (taken.contains(path)) {
                replaced.add(row.id());
            } else {
                batch.bind("id", row.id())
                        .bind("digest", row.digest())
                        .bind("path", path)
                        .add();
            }
        });
        batch.execute();
        remove(replaced, before);
    }

    /**
     * Inserts rows or updates those that differ, in the order of their paths, so that concurrent transactions do not
     * deadlock.
     *
     * @return the number of rows that differed
     */
    int put(Collection<AssetEntry> entries) {
        if (entries.isEmpty()) {
            return 0;
        }
        Map<String, AssetRow> present =
                at(entries.stream().map(AssetEntry::path).toList());
        Map<String, AssetEntry> changed = new HashMap<>();
        for (AssetEntry each : entries) {
            AssetRow row = present.get(each.path());
            if (row == null || !row.digest().equals(each.digest())) {
                changed.put(each.path(), each);
            }
        }
        if (!changed.isEmpty()) {
            upsert(changed.values().stream()
                    .sorted(Comparator.comparing(AssetEntry::path))
                    .toList());
            Map<Long, AssetEntry> byId = new HashMap<>();
            at(changed.keySet()).values().forEach(row -> byId.put(row.id(), changed.get(row.path())));
            new FactTables(handle).replace(byId);
        }
        return changed.size();
    }

    private void upsert(Collection<AssetEntry> entries) {
        OffsetDateTime now = Instant.now().atOffset(ZoneOffset.UTC);
        PreparedBatch batch = handle.prepareBatch(dialect.upsert()
                .formatted(
                        NAME,
                        String.join(", ", WRITTEN),
                        joined(WRITTEN.stream().map(column -> ":" + column)),
                        joined(WRITTEN.stream().skip(1).map(column -> column + " = excluded." + column))));
        for (AssetEntry each : entries) {
            batch.bind("path", each.path())
                    .bind("uuid", Texts.kept(each.uuid()))
                    .bind("file_type", Texts.kept(each.fileType()))
                    .bind("outcome", Texts.kept(each.outcome()))
                    .bind("error", Texts.kept(each.error()))
                    .bind("title", Texts.kept(each.title()))
                    .bind("root_id", Texts.kept(each.rootId()))
                    .bind("dita_class", Texts.kept(each.ditaClass()))
                    .bind("revision", Texts.kept(each.revision()))
                    .bind("digest", each.digest())
                    .bind("processed_at", now)
                    .add();
        }
        batch.execute();
    }

    private static AssetRow row(ResultSet row, StatementContext context) throws SQLException {
        return new AssetRow(
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

    private static String joined(Stream<String> texts) {
        return texts.collect(Collectors.joining(", "));
    }
}
