package org.openguides.catalog.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.IdentityHashMap;
import java.util.List;

import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.dita.DitaReference;
import org.openguides.processing.internal.dita.KeyDefinition;
import org.openguides.processing.internal.dita.KeyScope;

/** Maps key definitions to rows. */
final class KeyRows {

    static final String INSERT =
            "INSERT INTO openguides_key (asset_id, place, name, element, line, href, keyref, scope,"
                    + " format, resource_only, key_scope, element_place) VALUES (:asset_id, :place, :name, :element, :line, :href, :keyref,"
                    + " :scope, :format, :resource_only, :key_scope, :element_place)";

    private KeyRows() {}

    static void add(
            PreparedBatch batch, Long asset, List<KeyDefinition> keys, IdentityHashMap<KeyScope, Integer> scopes) {
        for (int place = 0; place < keys.size(); place++) {
            KeyDefinition key = keys.get(place);
            batch.bind("asset_id", asset)
                    .bind("place", place)
                    .bind("name", Texts.kept(key.name()))
                    .bind("element", Texts.kept(key.element()))
                    .bind("line", key.line())
                    .bind("href", Texts.keptOrNull(key.href()))
                    .bind("keyref", Texts.keptOrNull(key.keyref()))
                    .bind("scope", key.scope().name())
                    .bind("format", Texts.keptOrNull(key.format()))
                    .bind("resource_only", key.resourceOnly())
                    .bind("element_place", key.place())
                    .bind("key_scope", scopes.get(key.keyScope()))
                    .add();
        }
    }

    static KeyDefinition read(ResultSet row, @Nullable KeyScope scope) throws SQLException {
        return new KeyDefinition(
                row.getString("name"),
                row.getString("element"),
                row.getInt("line"),
                row.getString("href"),
                row.getString("keyref"),
                DitaReference.Scope.valueOf(row.getString("scope")),
                row.getString("format"),
                row.getBoolean("resource_only"),
                scope,
                row.getInt("element_place"));
    }
}
