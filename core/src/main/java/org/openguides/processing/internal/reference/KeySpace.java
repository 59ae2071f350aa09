package org.openguides.processing.internal.reference;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.catalog.DocumentFacts;
import org.openguides.processing.internal.dita.KeyDefinition;
import org.openguides.processing.internal.dita.KeyScope;

/**
 * What the keys of a root map stand for, by the rules of DITA 1.3, 2.4.4.3: in each key scope the first definition in
 * breadth-first order of the map tree wins; what a scope around defines wins over that; the keys of scopes within are known
 * by qualified names. For one thread.
 */
final class KeySpace {

    /**
     * What a key stands for.
     *
     * @param map   path of the map that defines it
     * @param key   its definition there
     * @param scope the scope that it is defined in
     */
    record Definition(String map, KeyDefinition key, Scope scope) {}

    /** A key scope, or the whole. */
    static final class Scope {

        private final List<String> names;
        private final @Nullable Scope around;
        private final Map<String, Definition> definitions = new HashMap<>();
        private final List<Scope> within = new ArrayList<>();

        private Scope(List<String> names, @Nullable Scope around) {
            this.names = names;
            this.around = around;
            if (around != null) {
                around.within.add(this);
            }
        }

        /** What a key stands for when something in this scope refers to it. */
        Optional<Definition> find(String key) {
            Deque<Scope> fromOutside = new ArrayDeque<>();
            for (Scope scope = this; scope != null; scope = scope.around) {
                fromOutside.push(scope);
            }
            return fromOutside.stream()
                    .flatMap(scope -> scope.own(key).stream())
                    .findFirst();
        }

        /** Names in effect in this scope alone, with what defines them. */
        Map<String, Definition> definitions() {
            return definitions;
        }

        private Optional<Definition> own(String key) {
            Definition here = definitions.get(key);
            return here != null
                    ? Optional.of(here)
                    : within.stream()
                            .flatMap(scope -> scope.qualified(key).stream())
                            .findFirst();
        }

        private Optional<Definition> qualified(String key) {
            return names.stream()
                    .filter(name -> key.startsWith(name + "."))
                    .flatMap(name -> own(key.substring(name.length() + 1)).stream())
                    .findFirst();
        }
    }

    /** One use of a map in the tree; a map that is used in two key scopes has two. */
    static final class MapUse {

        private final Scope outside;
        private final IdentityHashMap<KeyScope, Scope> scopes = new IdentityHashMap<>();

        private MapUse(Scope outside, DocumentFacts map) {
            this.outside = outside;
            for (KeyScope scope : map.keyScopes()) {
                scopes.put(scope, new Scope(scope.names(), scope(scope.parent())));
            }
        }

        /** The scope that a scope of the file is; null is outside of all of them. */
        Scope scope(@Nullable KeyScope ofFile) {
            Scope known = ofFile == null ? null : scopes.get(ofFile);
            return known == null ? outside : known;
        }
    }

    private final Scope root = new Scope(List.of(), null);
    private final Map<String, List<MapUse>> uses = new HashMap<>();

    /** The outermost scope. */
    Scope root() {
        return root;
    }

    /** The uses of a map; none if it is not in the tree. */
    List<MapUse> uses(String map) {
        return uses.getOrDefault(map, List.of());
    }

    /** Takes the next map in breadth-first order. */
    MapUse add(String path, DocumentFacts map, Scope scope) {
        MapUse use = new MapUse(scope, map);
        for (KeyDefinition key : map.keys()) {
            Scope in = use.scope(key.keyScope());
            in.definitions.putIfAbsent(key.name(), new Definition(path, key, in));
        }
        uses.computeIfAbsent(path, none -> new ArrayList<>()).add(use);
        return use;
    }
}
