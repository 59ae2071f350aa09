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
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.catalog.AssetState;
import org.openguides.processing.internal.text.TabLine;
import org.openguides.processing.spi.PropertyChange;

/**
 * Which of the properties that AEM Guides keeps we have written to an asset, and what: noted with the asset, so that a reset
 * removes what is ours and leaves alone what an editor has made of it. What linking writes is not noted.
 */
public final class WrittenProperties {

    private static final int DIGEST_BYTES = 8;
    /** What is written when assets are linked. */
    private static final List<String> LINKED = List.of(
            AssetState.DIRECT_PARENT_MAPS,
            AssetState.PARENT_MAPS,
            AssetState.TOPIC_REFS,
            AssetState.MAP_REFS,
            AssetState.KEYDEF_REFS);

    private WrittenProperties() {}

    /**
     * What there is to note after some properties have been written.
     *
     * @param written what has differed and was written; what is null was removed
     * @return nothing if none of them belongs to AEM Guides
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
     * The removal of each property that is still as we have written it. What depends on other assets is ours on an asset that we have
     * written to: each run writes it anew, whatever is there.
     */
    public static List<PropertyChange> removals(Node content) throws RepositoryException {
        List<PropertyChange> removals = new ArrayList<>();
        if (content.hasProperty(AssetState.WRITTEN)) {
            LINKED.forEach(path -> removals.add(new PropertyChange(path, null)));
        }
        for (Map.Entry<String, String> written : noted(content).entrySet()) {
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

    /** Tells an accidental difference, not a forged one: a user who may write the property may write the note too. */
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
