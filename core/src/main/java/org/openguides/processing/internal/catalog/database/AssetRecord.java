package org.openguides.processing.internal.catalog.database;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.catalog.AssetState;
import org.openguides.processing.internal.catalog.StoredFacts;
import org.openguides.processing.internal.catalog.Term;
import org.openguides.processing.internal.catalog.tables.AssetEntry;
import org.openguides.processing.internal.text.TabLine;

/**
 * The result of processing one asset.
 *
 * @param path   path of the asset
 * @param values texts and lists of texts, by the names of {@link AssetState}
 */
record AssetRecord(String path, Map<String, Object> values) {

    /** Properties that are stored in the database instead of on the asset. */
    static final Set<String> KEPT = Set.of(
            AssetState.OUTCOME,
            AssetState.ERROR,
            AssetState.TYPE,
            AssetState.ROOT_ID,
            AssetState.REFERENCES,
            AssetState.KEYS,
            AssetState.KEY_SCOPES,
            name(Term.Field.IDENTITY),
            name(Term.Field.MENTION));

    /** Properties that are stored in the database and on the asset. */
    private static final Set<String> COPIED =
            Set.of(AssetState.UUID, AssetState.TITLE, AssetState.DITA_CLASS, AssetState.REVISION, AssetState.PATH);

    AssetRecord {
        Map<String, Object> known = new TreeMap<>();
        values.forEach((name, value) -> {
            if (KEPT.contains(name) || COPIED.contains(name)) {
                known.put(name, value);
            }
        });
        values = known;
    }

    /** Returns the record as an entry of the database. */
    AssetEntry entry() {
        Map<String, List<String>> terms = new TreeMap<>();
        for (Term.Field field : Term.Field.values()) {
            terms.put(field.name(), texts(name(field)));
        }
        return new AssetEntry(
                path,
                text(AssetState.UUID),
                text(AssetState.TYPE),
                text(AssetState.OUTCOME),
                text(AssetState.ERROR),
                text(AssetState.TITLE),
                text(AssetState.ROOT_ID),
                text(AssetState.DITA_CLASS),
                text(AssetState.REVISION),
                digest(),
                StoredFacts.read(this::texts),
                terms);
    }

    /** Returns a text; empty if it is absent. */
    private String text(String name) {
        return values.get(name) instanceof String text ? text : "";
    }

    /** Returns a digest of all values: equal for equal records only. */
    String digest() {
        List<String> fields = new ArrayList<>(List.of(path));
        values.forEach((name, value) -> {
            fields.add(name);
            fields.add(value instanceof List<?> list ? TabLine.join(strings(list)) : value.toString());
        });
        byte[] bytes = TabLine.join(fields).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    private List<String> texts(String name) {
        @Nullable Object value = values.get(name);
        return value instanceof List<?> list ? strings(list) : List.of();
    }

    private static List<String> strings(List<?> list) {
        return list.stream().map(String.class::cast).toList();
    }

    private static String name(Term.Field field) {
        return AssetState.NODE + "/" + field.property();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has it", e);
        }
    }
}
