package org.openguides.catalog.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.IdentityHashMap;
import java.util.List;

import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.dita.DitaReference;
import org.openguides.processing.internal.dita.KeyScope;
import org.openguides.processing.internal.dita.ReferenceResolver;
import org.openguides.processing.internal.dita.ReferenceTarget;

/** Maps references to rows. */
final class ReferenceRows {

    static final String INSERT = "INSERT INTO openguides_reference (asset_id, place, element, attribute, written, line,"
            + " kind, role, scope, format, base, topic_id, key_scope,"
            + " element_place, target_path) VALUES (:asset_id, :place, :element,"
            + " :attribute, :written, :line, :kind, :role, :scope, :format, :base, :topic_id, :key_scope, :element_place, :target_path)";

    private ReferenceRows() {}

    static void add(
            PreparedBatch batch,
            Long asset,
            String path,
            List<DitaReference> references,
            IdentityHashMap<KeyScope, Integer> scopes) {
        for (int place = 0; place < references.size(); place++) {
            DitaReference reference = references.get(place);
            batch.bind("asset_id", asset)
                    .bind("place", place)
                    .bind("element", Texts.kept(reference.element()))
                    .bind("attribute", Texts.kept(reference.attribute()))
                    .bind("written", Texts.kept(reference.value()))
                    .bind("line", reference.line())
                    .bind("kind", reference.kind().name())
                    .bind("role", reference.role().name())
                    .bind("scope", reference.scope().name())
                    .bind("format", Texts.keptOrNull(reference.format()))
                    .bind("base", Texts.keptOrNull(reference.base()))
                    .bind("topic_id", Texts.keptOrNull(reference.topicId()))
                    .bind("element_place", reference.place())
                    .bind("key_scope", scopes.get(reference.keyScope()))
                    .bind("target_path", target(path, reference))
                    .add();
        }
    }

    static DitaReference read(ResultSet row, @Nullable KeyScope scope) throws SQLException {
        return new DitaReference(
                row.getString("element"),
                row.getString("attribute"),
                row.getString("written"),
                row.getInt("line"),
                DitaReference.Kind.valueOf(row.getString("kind")),
                DitaReference.Role.valueOf(row.getString("role")),
                DitaReference.Scope.valueOf(row.getString("scope")),
                row.getString("format"),
                row.getString("base"),
                row.getString("topic_id"),
                scope,
                row.getInt("element_place"));
    }

    /** Returns the target for reports; null if the reference does not point to a file. */
    private static @Nullable String target(String path, DitaReference reference) {
        ReferenceTarget target = ReferenceResolver.resolve(path, reference);
        return target.status() == ReferenceTarget.Status.CHECK ? Texts.indexed(target.path()) : null;
    }
}
