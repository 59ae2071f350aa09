package org.openguides.catalog.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.catalog.tables.AssetEntry;
import org.openguides.processing.internal.dita.DitaReference;
import org.openguides.processing.internal.dita.DocumentFacts;
import org.openguides.processing.internal.dita.KeyDefinition;
import org.openguides.processing.internal.dita.KeyScope;
import org.openguides.processing.internal.dita.MapBranch;

/** The tables with the facts of files, within one connection. */
final class FactTables {

    private static final List<String> TABLES = List.of(
            "openguides_key_scope",
            "openguides_reference",
            "openguides_key",
            "openguides_map_branch",
            "openguides_map_copy",
            "openguides_term");

    private final Handle handle;

    FactTables(Handle handle) {
        this.handle = handle;
    }

    /** Returns the facts of the files of some assets, by the ids of their rows; assets without facts are left out. */
    Map<Long, DocumentFacts> read(Collection<Long> assets) {
        Map<Long, List<KeyScope>> scopes = new HashMap<>();
        each("openguides_key_scope", assets, (id, row) -> {
            List<KeyScope> known = of(scopes, id);
            known.add(new KeyScope(List.of(row.getString("names").split(" ", -1)), scope(row, "parent", known)));
        });
        Map<Long, List<DitaReference>> references = new HashMap<>();
        each("openguides_reference", assets, (id, row) -> of(references, id)
                .add(ReferenceRows.read(row, scope(row, "key_scope", of(scopes, id)))));
        Map<Long, List<KeyDefinition>> keys = new HashMap<>();
        each("openguides_key", assets, (id, row) -> of(keys, id)
                .add(KeyRows.read(row, scope(row, "key_scope", of(scopes, id)))));
        Map<Long, List<MapBranch>> branches = new HashMap<>();
        each("openguides_map_branch", assets, (id, row) -> of(branches, id)
                .add(MapRows.branch(row, scope(row, "key_scope", of(scopes, id)))));
        Map<Long, List<String>> copies = new HashMap<>();
        each("openguides_map_copy", assets, (id, row) -> of(copies, id).add(row.getString("written")));
        Map<Long, DocumentFacts> facts = new HashMap<>();
        for (Long id : assets) {
            facts.put(
                    id,
                    new DocumentFacts(
                            of(references, id), of(keys, id), of(scopes, id), of(branches, id), of(copies, id)));
        }
        return facts;
    }

    /** Replaces the facts of the files of some assets. */
    void replace(Map<Long, AssetEntry> entries) {
        for (String table : TABLES) {
            handle.createUpdate("DELETE FROM " + table + " WHERE asset_id IN (<ids>)")
                    .bindList("ids", List.copyOf(entries.keySet()))
                    .execute();
        }
        PreparedBatch scopes = handle.prepareBatch("INSERT INTO openguides_key_scope (asset_id, place, parent, names)"
                + " VALUES (:asset_id, :place, :parent, :names)");
        PreparedBatch references = handle.prepareBatch(ReferenceRows.INSERT);
        PreparedBatch keys = handle.prepareBatch(KeyRows.INSERT);
        PreparedBatch branches = handle.prepareBatch(MapRows.INSERT_BRANCH);
        PreparedBatch copies = handle.prepareBatch(MapRows.INSERT_COPY);
        PreparedBatch terms = handle.prepareBatch(
                "INSERT INTO openguides_term (asset_id, field, term) VALUES (:asset_id, :field, :term)");
        entries.forEach((id, entry) -> {
            DocumentFacts facts = entry.facts();
            IdentityHashMap<KeyScope, Integer> places = places(facts.keyScopes());
            add(scopes, id, facts.keyScopes(), places);
            ReferenceRows.add(references, id, entry.path(), facts.references(), places);
            KeyRows.add(keys, id, facts.keys(), places);
            MapRows.addBranches(branches, id, facts.branches(), places);
            MapRows.addCopies(copies, id, facts.copies());
            add(terms, id, entry.terms());
        });
        for (PreparedBatch batch : List.of(scopes, references, keys, branches, copies, terms)) {
            batch.execute();
        }
    }

    private static void add(
            PreparedBatch batch, Long id, List<KeyScope> scopes, IdentityHashMap<KeyScope, Integer> places) {
        for (KeyScope scope : scopes) {
            batch.bind("asset_id", id)
                    .bind("place", places.get(scope))
                    .bind("parent", places.get(scope.parent()))
                    .bind("names", Texts.kept(String.join(" ", scope.names())))
                    .add();
        }
    }

    private static void add(PreparedBatch batch, Long id, Map<String, List<String>> terms) {
        terms.forEach(
                (field, texts) -> texts.stream().map(Texts::indexed).distinct().forEach(term -> batch.bind(
                                "asset_id", id)
                        .bind("field", field)
                        .bind("term", term)
                        .add()));
    }

    /** Compares by identity, since two scopes may be equal. */
    private static IdentityHashMap<KeyScope, Integer> places(List<KeyScope> scopes) {
        IdentityHashMap<KeyScope, Integer> places = new IdentityHashMap<>();
        for (int i = 0; i < scopes.size(); i++) {
            places.put(scopes.get(i), i);
        }
        return places;
    }

    private void each(String table, Collection<Long> assets, RowReader reader) {
        handle.createQuery("SELECT * FROM " + table + " WHERE asset_id IN (<ids>) ORDER BY asset_id, place")
                .bindList("ids", List.copyOf(assets))
                .map((row, context) -> isRead(row, reader))
                .list();
    }

    /** Skips a row whose kind, role or scope is unknown, since a later version may have written it. */
    private static boolean isRead(ResultSet row, RowReader reader) throws SQLException {
        try {
            reader.read(row.getLong("asset_id"), row);
            return true;
        } catch (IllegalArgumentException unknown) {
            return false;
        }
    }

    private static @Nullable KeyScope scope(ResultSet row, String column, List<KeyScope> scopes) throws SQLException {
        int place = row.getInt(column);
        return row.wasNull() ? null : scopes.get(place);
    }

    private static <T> List<T> of(Map<Long, List<T>> lists, Long id) {
        return lists.computeIfAbsent(id, none -> new ArrayList<>());
    }

    @FunctionalInterface
    private interface RowReader {
        void read(Long asset, ResultSet row) throws SQLException;
    }
}
