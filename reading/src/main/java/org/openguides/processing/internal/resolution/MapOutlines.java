package org.openguides.processing.internal.resolution;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.dita.DitaReference;
import org.openguides.processing.internal.dita.DitaReference.Kind;
import org.openguides.processing.internal.dita.DitaReference.Role;
import org.openguides.processing.internal.dita.DitaType;
import org.openguides.processing.internal.dita.DocumentFacts;
import org.openguides.processing.internal.dita.FileNames;
import org.openguides.processing.internal.dita.KeyDefinition;
import org.openguides.processing.internal.dita.KeyScope;
import org.openguides.processing.internal.dita.MapBranch;
import org.openguides.processing.internal.dita.ReferenceResolver;
import org.openguides.processing.internal.resolution.MapOutline.Include;
import org.openguides.processing.internal.resolution.MapOutline.Splice;

/** Reads outlines of maps, each once. For one request. */
final class MapOutlines {

    private final ContentTree tree;
    private final Documents documents;
    private final Effort effort;
    private final Map<String, MapOutline> known = new HashMap<>();
    private final Map<String, ScopeNames> scopeNames = new HashMap<>();

    /**
     * The names of the key scopes of a map by what opens them.
     *
     * @param ofRoot those of its root; none if it opens no scope
     * @param byId   those of the elements that can be pointed at
     */
    private record ScopeNames(Set<String> ofRoot, Map<String, Set<String>> byId) {}

    MapOutlines(ContentTree tree, Documents documents, Effort effort) {
        this.tree = tree;
        this.documents = documents;
        this.effort = effort;
    }

    MapOutline of(String map) throws IOException {
        MapOutline outline = known.get(map);
        if (outline == null) {
            outline = read(map);
            known.put(map, outline);
        }
        return outline;
    }

    private MapOutline read(String map) throws IOException {
        DocumentFacts facts = documents.of(map);
        MapOutline outline = new MapOutline(map, facts);
        Set<Integer> withKeys = new HashSet<>();
        facts.keys().stream().map(KeyDefinition::place).forEach(withKeys::add);
        for (DitaReference reference : facts.references()) {
            effort.step();
            int scope = outline.number(reference.keyScope());
            boolean opener = scope != MapOutline.OUTSIDE && outline.first(scope) == reference.place();
            if (reference.attribute().equals("conref")) {
                Splice splice = splice(outline, reference, opener, withKeys.contains(reference.place()));
                if (splice != null) {
                    outline.add(scope, splice);
                }
            } else {
                String included = includedMap(map, reference).orElse(null);
                if (included != null) {
                    String id = fragment(reference);
                    outline.add(scope, new Include(reference.place(), included, id, opener));
                    if (opener) {
                        outline.addNames(scope, namesOf(included, id));
                    }
                }
            }
        }
        return outline.complete();
    }

    /**
     * Returns the path of the map that a reference includes; empty if it includes none. Without a format the target is
     * decisive: its extension (DITA 1.3, the format attribute), and the file itself.
     */
    Optional<String> includedMap(String map, DitaReference reference) throws IOException {
        if (reference.role() == Role.MAPREF) {
            return documents.target(map, reference);
        }
        if (!mayIncludeMap(reference)) {
            return Optional.empty();
        }
        Optional<String> target = documents.target(map, reference);
        return target.isPresent() && isMap(target.get()) ? target : Optional.empty();
    }

    /** Returns whether a reference without a format may refer to a map. */
    private static boolean mayIncludeMap(DitaReference reference) {
        boolean topicref = reference.role() == Role.TOPICREF || reference.role() == Role.KEYDEF;
        if (!topicref || reference.kind() != Kind.URI || reference.format() != null) {
            return false;
        }
        String value = reference.value();
        int fragment = value.indexOf('#');
        String file = fragment < 0 ? value : value.substring(0, fragment);
        return DitaType.of(file) != DitaType.TOPIC && FileNames.parsing(file) != FileNames.Parsing.NEVER;
    }

    private boolean isMap(String path) throws IOException {
        return tree.file(path).filter(TreeFile::isMap).isPresent();
    }

    /** A scope on a reference to a map is merged with one on the root of that map (DITA 1.3, 2.3.4.2). */
    private Set<String> namesOf(String map, @Nullable String id) throws IOException {
        ScopeNames names = scopeNames.get(map);
        if (names == null) {
            names = scopeNames(documents.of(map));
            scopeNames.put(map, names);
        }
        return id == null ? names.ofRoot() : names.byId().getOrDefault(id, Set.of());
    }

    private ScopeNames scopeNames(DocumentFacts facts) {
        Set<String> ofRoot = Set.of();
        Map<String, Set<String>> byId = new HashMap<>();
        for (MapBranch branch : facts.branches()) {
            effort.step();
            KeyScope scope = branch.keyScope();
            if (scope != null && branch.first() == 1 && ofRoot.isEmpty()) {
                ofRoot = Set.copyOf(scope.names());
            }
            if (scope != null && branch.id() != null) {
                byId.putIfAbsent(branch.id(), Set.copyOf(scope.names()));
            }
        }
        return new ScopeNames(ofRoot, byId);
    }

    private @Nullable Splice splice(MapOutline map, DitaReference conref, boolean opener, boolean ownKeys)
            throws IOException {
        String id = fragment(conref);
        String target = id == null ? null : documents.target(map.path(), conref).orElse(null);
        if (target == null || !isMap(target)) {
            return null;
        }
        String endId = null;
        for (DitaReference reference : map.referencesAt(conref.place())) {
            effort.step();
            if (reference.role() == Role.CONTENT_END) {
                endId = fragment(reference);
            }
        }
        return new Splice(conref.place(), target, id, endId, MapOutline.OUTSIDE, opener, ownKeys);
    }

    /** Returns the id after the file of a reference; null if there is none. */
    static @Nullable String fragment(DitaReference reference) {
        int hash = reference.value().indexOf('#');
        return hash < 0 || hash == reference.value().length() - 1
                ? null
                : ReferenceResolver.fragment(reference.value().substring(hash + 1));
    }
}
