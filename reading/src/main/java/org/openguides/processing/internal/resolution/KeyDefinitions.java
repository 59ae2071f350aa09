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
    record Resource(@Nullable String key, Optional<String> path) {}

    KeyDefinitions(Documents documents, MapTree maps, MapOutlines outlines) {
        this.documents = documents;
        this.maps = maps;
        this.outlines = outlines;
    }

    /**
     * What a definition stands for. Of an element that stands in the place of another one each attribute is that of the latter, if it has
     * it (DITA 1.3, Processing attributes when resolving conrefs).
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

    /** What elements say that are to be one; what has been said first counts. */
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
            // an empty one counts too
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

    /** Takes what the content says that an element pulls in, and what that pulls in. */
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

    /** The keys of an element that has none itself. */
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
