package org.openguides.processing.internal.resolution;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.dita.DitaReference;
import org.openguides.processing.internal.dita.KeyDefinition;
import org.openguides.processing.internal.resolution.KeyLookup.Definition;
import org.openguides.processing.internal.resolution.MapOutline.Branch;
import org.openguides.processing.internal.resolution.MapOutline.Splice;

/** What key definitions say that they stand for. For one request. */
final class KeyDefinitions {

    /** Elements that take their content from another, one after the other. */
    private static final int LONGEST_CHAIN = 10;

    private final Documents documents;
    private final MapTree maps;
    private final MapOutlines outlines;

    /** A key, and the map that defines it. */
    record Key(String name, String map) {}

    /**
     * What a definition stands for.
     *
     * @param key  that it stands for; null if there is none
     * @param path of the asset that it names itself; empty if it is elsewhere, or missing, or there is none
     */
    record Resource(@Nullable String key, Optional<String> path) {

        private static final Resource NONE = new Resource(null, Optional.empty());
    }

    KeyDefinitions(Documents documents, MapTree maps, MapOutlines outlines) {
        this.documents = documents;
        this.maps = maps;
        this.outlines = outlines;
    }

    /** What a definition stands for. */
    Resource resource(Definition definition) throws IOException {
        return resource(definition.map(), definition.key());
    }

    private Resource resource(MapOutline map, KeyDefinition key) throws IOException {
        String href = key.href();
        String other = keyName(key.keyref());
        if ((href == null || href.isEmpty()) && other == null) {
            return pulledIn(map, map.number(key.keyScope()), key.place());
        }
        return new Resource(
                other,
                href == null || href.isEmpty() ? Optional.empty() : documents.target(map.path(), reference(key, href)));
    }

    /** What an element stands for that takes its content from another one. */
    private Resource pulledIn(MapOutline map, int scope, int place) throws IOException {
        MapOutline from = map;
        Splice splice = map.splice(scope, place);
        for (int i = 0; i < LONGEST_CHAIN && splice != null && splice.id() != null; i++) {
            from = outlines.of(splice.map());
            Branch branch = from.branch(splice.id());
            if (branch == null) {
                break;
            }
            Resource resource = resourceAt(from, branch.element().first());
            if (!resource.equals(Resource.NONE)) {
                return resource;
            }
            int opened = from.number(branch.element().keyScope());
            splice = from.splice(
                    branch.isScope() ? opened : branch.around(),
                    branch.element().first());
        }
        return Resource.NONE;
    }

    private Resource resourceAt(MapOutline map, int place) throws IOException {
        String key = null;
        Optional<String> path = Optional.empty();
        for (DitaReference reference : map.referencesAt(place)) {
            if (MapTree.isTopicref(reference)) {
                if (reference.kind() == DitaReference.Kind.KEY) {
                    key = reference.keyName();
                } else {
                    path = documents.target(map.path(), reference);
                }
            }
        }
        return new Resource(key, path);
    }

    private static DitaReference reference(KeyDefinition key, String href) {
        return new DitaReference(
                key.element(),
                "href",
                href,
                key.line(),
                DitaReference.Kind.URI,
                DitaReference.Role.KEYDEF,
                key.scope(),
                key.format(),
                null,
                null,
                key.keyScope());
    }

    /** The keys that stand for an asset by themselves, not through other keys. */
    Set<Key> standingFor(String path) throws IOException {
        Set<String> candidates = new TreeSet<>(maps.users(path));
        for (String map : maps.users(path)) {
            if (!documents.of(map).branches().isEmpty()) {
                candidates.addAll(maps.mapsWithContentOf(map));
            }
        }
        Set<Key> keys = new LinkedHashSet<>();
        for (String map : candidates) {
            for (KeyDefinition key : documents.of(map).keys()) {
                if (resource(outlines.of(map), key).path().filter(path::equals).isPresent()) {
                    keys.add(new Key(key.name(), map));
                }
            }
        }
        return keys;
    }

    /** Whether a name may mean a key: it may have names of key scopes before it. */
    static boolean means(String referred, String key) {
        return referred.equals(key) || referred.endsWith("." + key);
    }

    /** The key of a key reference: the value up to its first slash. */
    static @Nullable String keyName(@Nullable String keyref) {
        if (keyref == null || keyref.isEmpty()) {
            return null;
        }
        int slash = keyref.indexOf('/');
        return slash < 0 ? keyref : keyref.substring(0, slash);
    }
}
