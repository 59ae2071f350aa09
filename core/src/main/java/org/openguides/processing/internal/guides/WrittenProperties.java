package org.openguides.processing.internal.guides;

import javax.jcr.Node;
import javax.jcr.Property;
import javax.jcr.RepositoryException;
import javax.jcr.Value;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.catalog.AssetState;
import org.openguides.processing.internal.text.TabLine;
import org.openguides.processing.spi.PropertyChange;

/**
 * Tracks which properties of AEM Guides this bundle has written to an asset, and their values. The record is stored
 * with the asset, so that a reset removes only values that no editor has changed since. Properties written by linking
 * are not recorded.
 */
public final class WrittenProperties {

    private static final int DIGEST_BYTES = 8;
    /** Properties that only topics and maps get, without those that hold a decision of users. */
    private static final Set<String> OF_DITA = Set.of(AssetState.DITA_CLASS, AssetState.WORD_COUNT);
    /** Properties that linking writes to maps. */
    private static final List<String> LINKED_OF_MAPS =
            List.of(AssetState.TOPIC_REFS, AssetState.MAP_REFS, AssetState.KEYDEF_REFS);
    /** Properties written by linking. */
    private static final List<String> LINKED = List.of(
            AssetState.DIRECT_PARENT_MAPS,
            AssetState.PARENT_MAPS,
            AssetState.TOPIC_REFS,
            AssetState.MAP_REFS,
            AssetState.KEYDEF_REFS);

    private WrittenProperties() {}

    /**
     * Returns the changes that record written properties.
     *
     * @param written changes that differed and were written; null values were removed
     * @return empty if none of the properties belongs to AEM Guides
     */
    public static List<PropertyChange> note(Node content, List<PropertyChange> written) throws RepositoryException {
        List<PropertyChange> ours = written.stream()
                .filter(change -> GuidesOwned.includes(change.path()))
                .toList();
        if (ours.isEmpty()) {
            return List.of();
        }
        SortedMap<String, String> noted = noted(content);
        for (PropertyChange change : ours) {
            List<String> values = values(change.value());
            if (values.isEmpty()) {
                noted.remove(change.path());
            } else {
                noted.put(change.path(), digest(values));
            }
        }
        List<String> lines = new ArrayList<>();
        noted.forEach((path, digest) -> lines.add(digest + ' ' + path));
        return List.of(new PropertyChange(AssetState.WRITTEN, lines));
    }

    /**
     * Returns the removal of each property that still has the value that this bundle has written. Properties written by
     * linking are always removed from an asset with a record, since each run writes them anew whatever their value.
     */
    public static List<PropertyChange> removals(Node content) throws RepositoryException {
        List<PropertyChange> removals = new ArrayList<>();
        if (content.hasProperty(AssetState.WRITTEN)) {
            LINKED.forEach(path -> removals.add(new PropertyChange(path, null)));
        }
        removals.addAll(unchanged(content, noted(content)));
        return removals;
    }

    /**
     * Returns the removal of what this bundle has written because the asset was a topic or map; empty if it has not.
     * Values that were changed since are kept, except for those written by linking.
     */
    public static List<PropertyChange> removalsOfDita(Node content) throws RepositoryException {
        SortedMap<String, String> noted = noted(content);
        noted.keySet().retainAll(OF_DITA);
        if (noted.isEmpty()) {
            return List.of();
        }
        List<PropertyChange> removals = new ArrayList<>(unchanged(content, noted));
        LINKED_OF_MAPS.forEach(path -> removals.add(new PropertyChange(path, null)));
        return removals;
    }

    private static List<PropertyChange> unchanged(Node content, Map<String, String> noted) throws RepositoryException {
        List<PropertyChange> removals = new ArrayList<>();
        for (Map.Entry<String, String> written : noted.entrySet()) {
            String path = written.getKey();
            boolean same = content.hasProperty(path)
                    && digest(values(content.getProperty(path))).equals(written.getValue());
            if (same) {
                removals.add(new PropertyChange(path, null));
            }
        }
        return removals;
    }

    private static SortedMap<String, String> noted(Node content) throws RepositoryException {
        SortedMap<String, String> noted = new TreeMap<>();
        if (content.hasProperty(AssetState.WRITTEN)) {
            for (String line : values(content.getProperty(AssetState.WRITTEN))) {
                int space = line.indexOf(' ');
                noted.put(line.substring(space + 1), line.substring(0, space));
            }
        }
        return noted;
    }

    private static List<String> values(@Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of(String.valueOf(value));
    }

    private static List<String> values(Property property) throws RepositoryException {
        List<String> texts = new ArrayList<>();
        Value[] values = property.isMultiple() ? property.getValues() : new Value[] {property.getValue()};
        for (Value value : values) {
            texts.add(value.getString());
        }
        return texts;
    }

    /** Detects accidental differences, not forged ones: a user who may write the property may also write the record. */
    private static String digest(List<String> values) {
        try {
            byte[] bytes = TabLine.join(values).getBytes(StandardCharsets.UTF_8);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each Java platform has SHA-256", e);
        }
    }
}
