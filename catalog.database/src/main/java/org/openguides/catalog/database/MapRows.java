package org.openguides.catalog.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.IdentityHashMap;
import java.util.List;

import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.dita.KeyScope;
import org.openguides.processing.internal.dita.MapBranch;

/** Maps parts of maps, and the names of copies that maps define, to rows. */
final class MapRows {

    static final String INSERT_BRANCH = "INSERT INTO openguides_map_branch (asset_id, place, first_element,"
            + " last_element, element_id, key_scope) VALUES (:asset_id, :place, :first_element, :last_element,"
            + " :element_id, :key_scope)";

    static final String INSERT_COPY =
            "INSERT INTO openguides_map_copy (asset_id, place, written) VALUES (:asset_id, :place, :written)";

    private MapRows() {}

    static void addBranches(
            PreparedBatch batch, Long asset, List<MapBranch> branches, IdentityHashMap<KeyScope, Integer> scopes) {
        for (int place = 0; place < branches.size(); place++) {
            MapBranch branch = branches.get(place);
            batch.bind("asset_id", asset)
                    .bind("place", place)
                    .bind("first_element", branch.first())
                    .bind("last_element", branch.last())
                    .bind("element_id", Texts.keptOrNull(branch.id()))
                    .bind("key_scope", scopes.get(branch.keyScope()))
                    .add();
        }
    }

    static void addCopies(PreparedBatch batch, Long asset, List<String> copies) {
        for (int place = 0; place < copies.size(); place++) {
            batch.bind("asset_id", asset)
                    .bind("place", place)
                    .bind("written", Texts.kept(copies.get(place)))
                    .add();
        }
    }

    static MapBranch branch(ResultSet row, @Nullable KeyScope scope) throws SQLException {
        return new MapBranch(
                row.getInt("first_element"), row.getInt("last_element"), row.getString("element_id"), scope);
    }
}
