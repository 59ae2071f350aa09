package org.openguides.processing.internal.catalog.database;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterable;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.catalog.AssetState;
import org.openguides.processing.internal.catalog.Term;

/** The assets of the database, within one connection. */
final class AssetTable {

    private static final String NAME = "openguides_asset";

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

    /** Whether there are any rows: what costs least of all that shows that the table can be read. */
    boolean isEmpty() {
        return handle.createQuery("SELECT id FROM " + NAME + " LIMIT 1")
                .mapTo(Long.class)
                .findFirst()
                .isEmpty();
    }

    /** The rows with these digests, as far as there are any. */
    Map<String, Row> withDigests(Collection<String> digests) {
        return rows("digest", digests).collect(Collectors.toMap(Row::digest, Function.identity()));
    }

    private Map<String, Row> at(Collection<String> paths) {
        return rows("path", paths).collect(Collectors.toMap(Row::path, Function.identity()));
    }

    private ResultIterable<Row> rows(String column, Collection<String> values) {
        return handle.createQuery("SELECT " + Row.COLUMNS + " FROM " + NAME + " WHERE " + column + " IN (<values>)")
                .bindList("values", List.copyOf(values))
                .map(Row::of);
    }

    /** The rows of the assets at or below a folder that have a term, in no particular order. */
    List<Row> with(Term term, String folder) {
        String below = folder.equals("/") ? folder : folder + "/";
        return handle.createQuery("SELECT " + Row.COLUMNS + " FROM openguides_term JOIN " + NAME
                        + " ON id = asset_id WHERE term = :term AND field = :field"
                        + " AND (path = :folder OR (path >= :below AND path < :behind))")
                .bind("term", Texts.indexed(term.text()))
                .bind("field", term.field().name())
                .bind("folder", folder)
                .bind("below", below)
                .bind("behind", Texts.behind(below))
                .map(Row::of)
                .list();
    }

    /**
     * Rows of assets at or below a folder, in the order of the database.
     *
     * @param after those behind this path; null for the first ones
     */
    List<Row> next(String folder, @Nullable String after, int limit) {
        List<Row> rows = new ArrayList<>();
        if (after == null) {
            rows.addAll(at(List.of(folder)).values());
        }
        String below = folder.equals("/") ? folder : folder + "/";
        handle.createQuery("SELECT " + Row.COLUMNS + " FROM " + NAME
                        + " WHERE path > :after AND path < :behind ORDER BY path LIMIT :limit")
                .bind("after", after == null || after.equals(folder) ? below : after)
                .bind("behind", Texts.behind(below))
                .bind("limit", limit - rows.size())
                .map(Row::of)
                .forEach(rows::add);
        return rows;
    }

    /** Removes rows, with what other tables have of them, but none that was written since. */
    int remove(Collection<Long> ids, Instant before) {
        return ids.isEmpty()
                ? 0
                : handle.createUpdate("DELETE FROM " + NAME + " WHERE id IN (<ids>) AND processed_at < :before")
                        .bindList("ids", List.copyOf(ids))
                        .bind("before", before.atOffset(ZoneOffset.UTC))
                        .execute();
    }

    /** Removes the rows of assets, with what other tables have of them; returns how many there were. */
    int removeAt(Collection<String> paths) {
        return paths.isEmpty()
                ? 0
                : handle.createUpdate("DELETE FROM " + NAME + " WHERE path IN (<paths>)")
                        .bindList("paths", List.copyOf(paths))
                        .execute();
    }

    /** Gives rows other paths, by their ids; what was known of these paths goes. */
    void move(Map<Long, String> paths) {
        if (paths.isEmpty()) {
            return;
        }
        removeAt(paths.values());
        PreparedBatch batch = handle.prepareBatch("UPDATE " + NAME + " SET path = :path WHERE id = :id");
        paths.forEach((id, path) -> batch.bind("id", id).bind("path", path).add());
        batch.execute();
    }

    /**
     * Makes rows of these assets, or changes those that differ. In the order of their paths, so that two who do it at the
     * same time do not wait for each other in a circle.
     *
     * @return how many differed
     */
    int put(List<AssetRecord> records) {
        if (records.isEmpty()) {
            return 0;
        }
        Map<String, Row> present = at(records.stream().map(AssetRecord::path).toList());
        Map<String, AssetRecord> changed = new HashMap<>();
        for (AssetRecord each : records) {
            Row row = present.get(each.path());
            if (row == null || !row.digest().equals(each.digest())) {
                changed.put(each.path(), each);
            }
        }
        if (!changed.isEmpty()) {
            upsert(changed.values().stream()
                    .sorted(Comparator.comparing(AssetRecord::path))
                    .toList());
            Map<Long, AssetRecord> byId = new HashMap<>();
            at(changed.keySet()).values().forEach(row -> byId.put(row.id(), changed.get(row.path())));
            new FactTables(handle).replace(byId);
        }
        return changed.size();
    }

    private void upsert(List<AssetRecord> records) {
        OffsetDateTime now = Instant.now().atOffset(ZoneOffset.UTC);
        PreparedBatch batch = handle.prepareBatch(dialect.upsert()
                .formatted(
                        NAME,
                        String.join(", ", WRITTEN),
                        joined(WRITTEN.stream().map(column -> ":" + column)),
                        joined(WRITTEN.stream().skip(1).map(column -> column + " = excluded." + column))));
        for (AssetRecord each : records) {
            batch.bind("path", each.path())
                    .bind("uuid", text(each, AssetState.UUID))
                    .bind("file_type", text(each, AssetState.TYPE))
                    .bind("outcome", text(each, AssetState.OUTCOME))
                    .bind("error", text(each, AssetState.ERROR))
                    .bind("title", text(each, AssetState.TITLE))
                    .bind("root_id", text(each, AssetState.ROOT_ID))
                    .bind("dita_class", text(each, AssetState.DITA_CLASS))
                    .bind("revision", text(each, AssetState.REVISION))
                    .bind("digest", each.digest())
                    .bind("processed_at", now)
                    .add();
        }
        batch.execute();
    }

    private static String text(AssetRecord record, String name) {
        return Texts.kept(record.text(name));
    }

    private static String joined(Stream<String> texts) {
        return texts.collect(Collectors.joining(", "));
    }
}
