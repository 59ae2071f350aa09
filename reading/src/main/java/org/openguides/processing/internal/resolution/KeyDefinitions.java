package org.openguides.processing.internal.resolution;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.dita.DitaReference;
import org.openguides.processing.internal.dita.KeyDefinition;
import org.openguides.processing.internal.resolution.KeyLookup.Definition;
import org.openguides.processing.internal.resolution.KeySpaces.Pull;
import org.openguides.processing.internal.resolution.MapOutline.Branch;
import org.openguides.processing.internal.resolution.MapOutline.Splice;

/** Determines the resources of key definitions. For one request. */
final class KeyDefinitions {

    /** Maximum number of elements that reuse each other's content in a chain. */
    private static final int LONGEST_CHAIN = 10;

    private final Documents documents;
    private final MapTree maps;
    private final MapOutlines outlines;

    /** A key and the map that defines it. */
    record Key(String name, String map) {}

    /**
     * The resource of a definition.
     *
     * @param key  key that it refers to; null if there is none
     * @param path path of the asset that it names itself; empty if there is none, it is missing or external
     */
    record Resource(@Nullable String key, Optional<String> path) {}

    KeyDefinitions(Documents documents, MapTree maps, MapOutlines outlines) {
        this.documents = documents;
        this.maps = maps;
        this.outlines = outlines;
    }

    /**
     * Returns the resource of a definition. Attributes of an element that is replaced by another one take precedence
     * over those of the replacement (DITA 1.3, Processing attributes when resolving conrefs).
     */
    Resource resource(Definition definition) throws IOException {
        Deque<Pull> pulls = new ArrayDeque<>();
        for (Pull pull = definition.pull(); pull != null; pull = pull.outer()) {
            pulls.push(pull);
        }
        Attributes attributes = new Attributes();
        pulls.forEach(pull -> attributes.addAt(pull.map(), pull.place()));
        return resource(definition.map(), definition.key(), attributes);
    }

    private Resource resource(MapOutline map, KeyDefinition key, Attributes attributes) throws IOException {
        attributes.add(map, key);
        addPulledIn(map, map.number(key.keyScope()), key.place(), attributes);
        return attributes.resource();
    }

    /** Merges the attributes of elements; the first value of each takes precedence. */
    private final class Attributes {

        private @Nullable String keyref;
        private @Nullable DitaReference href;
        private String map = "";

        void add(MapOutline from, KeyDefinition key) {
            String href = key.href();
            if (href != null && !href.isEmpty()) {
                addHref(from, reference(key, href));
            }
            addKeyref(keyName(key.keyref()));
            // an empty value counts as well
            addAt(from, key.place());
        }

        void addAt(MapOutline from, int place) {
            for (DitaReference reference : from.referencesAt(place)) {
                if (MapTree.isTopicref(reference)) {
                    if (reference.kind() == DitaReference.Kind.KEY) {
                        addKeyref(keyName(reference.keyName()));
                    } else {
                        addHref(from, reference);
                    }
                }
            }
        }

        private void addKeyref(@Nullable String other) {
            keyref = keyref == null ? other : keyref;
        }

        private void addHref(MapOutline from, DitaReference other) {
            if (href == null) {
                href = other;
                map = from.path();
            }
        }

        Resource resource() throws IOException {
            return new Resource(keyref, href == null ? Optional.empty() : documents.target(map, href));
        }
    }

    /** Adds the attributes of content that an element reuses, and of content that this reuses. */
    private void addPulledIn(MapOutline map, int scope, int place, Attributes attributes) throws IOException {
        MapOutline from = map;
        Splice splice = map.splice(scope, place);
        for (int i = 0; i < LONGEST_CHAIN && splice != null && splice.id() != null; i++) {
            from = outlines.of(splice.map());
            Branch branch = from.branch(splice.id());
            if (branch == null) {
                break;
            }
            attributes.addAt(from, branch.element().first());
            splice = next(from, branch);
        }
    }

    private static @Nullable Splice next(MapOutline from, Branch branch) {
        int opened = from.number(branch.element().keyScope());
        return from.splice(
                branch.isScope() ? opened : branch.around(), branch.element().first());
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

    /** Returns the keys that stand for an asset directly, not through other keys. */
    Set<Key> standingFor(String path) throws IOException {
        Set<String> candidates = new TreeSet<>(maps.users(path));
        for (String map : maps.users(path)) {
            if (!documents.of(map).branches().isEmpty()) {
                candidates.addAll(maps.mapsWithContentOf(map));
            }
        }
        Set<Key> keys = new LinkedHashSet<>();
        for (String map : candidates) {
            MapOutline outline = outlines.of(map);
            for (KeyDefinition key : documents.of(map).keys()) {
                if (isFor(path, resource(outline, key, new Attributes()))) {
                    keys.add(new Key(key.name(), map));
                }
            }
            for (Splice splice : outline.pulledIn()) {
                Attributes own = new Attributes();
                own.addAt(outline, splice.place());
                if (!splice.ownKeys() && isFor(path, own.resource())) {
                    keysPulledIn(splice).forEach(name -> keys.add(new Key(name, map)));
                }
            }
        }
        return keys;
    }

    private static boolean isFor(String path, Resource resource) {
        return resource.path().filter(path::equals).isPresent();
    }

    /** Returns the keys of the reused element, for an element without keys. */
    private List<String> keysPulledIn(Splice pulling) throws IOException {
        Splice splice = pulling;
        for (int i = 0; i < LONGEST_CHAIN && splice != null && splice.id() != null; i++) {
            MapOutline from = outlines.of(splice.map());
            Branch branch = from.branch(splice.id());
            if (branch == null) {
                break;
            }
            List<String> names = from.keysAt(branch.element().first());
            if (!names.isEmpty()) {
                return names;
            }
            splice = next(from, branch);
        }
        return List.of();
    }

    /** Returns whether a name may refer to a key, possibly qualified by key scopes. */
    static boolean means(String referred, String key) {
        return referred.equals(key) || referred.endsWith("." + key);
    }

    /** Returns the key of a key reference: the value up to its first slash. */
    static @Nullable String keyName(@Nullable String keyref) {
        if (keyref == null || keyref.isEmpty()) {
            return null;
        }
        int slash = keyref.indexOf('/');
        return slash < 0 ? keyref : keyref.substring(0, slash);
    }
}
