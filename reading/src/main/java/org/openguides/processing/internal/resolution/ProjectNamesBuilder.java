package org.openguides.processing.internal.resolution;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.dita.DitaReference;
import org.openguides.processing.internal.dita.DitaReference.Kind;
import org.openguides.processing.internal.dita.DitaReference.Role;
import org.openguides.processing.internal.dita.DitaReference.Scope;
import org.openguides.processing.internal.dita.DocumentFacts;
import org.openguides.processing.internal.dita.KeyDefinition;
import org.openguides.processing.internal.dita.KeyScope;
import org.openguides.processing.internal.dita.MapBranch;
import org.openguides.processing.internal.dita.ReferenceResolver;
import org.openguides.processing.internal.dita.ReferenceTarget;

/**
 * Builds the names of a project map by map, and connects the maps at the end. Of a map it holds only key scopes,
 * branches and references to other maps. Not thread-safe.
 */
final class ProjectNamesBuilder {

    private final ProjectNames names = new ProjectNames();
    private final Map<String, MapParts> maps = new HashMap<>();
    private final List<Link> links = new ArrayList<>();

    /**
     * A reference that includes another map or branch.
     *
     * @param from   the part that contains it
     * @param around the part that encloses that one, if the referring element opens a key scope; otherwise negative
     * @param map    path of the other map; null if it is unknown
     * @param id     id of the branch; null for the whole map
     * @param merges whether the key scope of the element also has the names of the other map's
     */
    private record Link(int from, int around, @Nullable String map, @Nullable String id, boolean merges) {}

    /**
     * A part of a map: a branch, or a key scope in maps that an earlier build has processed.
     *
     * @param number state in the automaton
     * @param outer  the enclosing part; null if that is the map as a whole
     */
    private record Part(int number, @Nullable Part outer, @Nullable MapBranch branch, @Nullable KeyScope scope) {

        private boolean opensAt(int place) {
            return scope != null && branch != null && branch.first() == place;
        }
    }

    /** The parts of one map. */
    private static final class MapParts {

        private final int whole;
        private final List<Part> inOrder = new ArrayList<>();
        private final Map<String, Part> byId = new HashMap<>();
        private final IdentityHashMap<KeyScope, Part> byScope = new IdentityHashMap<>();

        MapParts(int whole) {
            this.whole = whole;
        }

        int numberOf(@Nullable Part part) {
            return part == null ? whole : part.number();
        }

        void add(Part part) {
            inOrder.add(part);
            if (part.scope() != null) {
                byScope.put(part.scope(), part);
            }
            if (part.branch() != null && part.branch().id() != null) {
                byId.putIfAbsent(part.branch().id(), part);
            }
        }

        /** Returns the innermost part at a place; null if there is none. */
        @Nullable
        Part at(int place, @Nullable KeyScope scope) {
            if (place == 0) {
                return scope == null ? null : byScope.get(scope);
            }
            int low = 0;
            int high = inOrder.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                MapBranch branch = inOrder.get(middle).branch();
                if (branch != null && branch.first() <= place) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            Part part = low == 0 ? null : inOrder.get(low - 1);
            while (part != null && part.branch() != null && !part.branch().contains(place)) {
                part = part.outer();
            }
            return part;
        }

        /**
         * Returns the part that a reference to the map means: the one with the id, or the root if it opens a key scope;
         * otherwise null.
         */
        @Nullable
        Part meant(@Nullable String id) {
            if (id != null) {
                return byId.get(id);
            }
            return inOrder.isEmpty() || !inOrder.get(0).opensAt(1) ? null : inOrder.get(0);
        }
    }

    /**
     * Adds a map.
     *
     * @param facts facts of the map
     * @param tree  resolves its references
     * @param files looks up its references
     */
    void add(String map, DocumentFacts facts, ContentTree tree, FileLookup files) throws IOException {
        Documents documents = new Documents(tree, files);
        MapOutlines outlines = new MapOutlines(tree, documents, new Effort(Deadline.NONE));
        MapParts parts = parts(facts);
        maps.put(map, parts);
        for (KeyDefinition key : facts.keys()) {
            names.keys().addKey(parts.numberOf(parts.at(key.place(), key.keyScope())), key.name());
        }
        for (DitaReference reference : facts.references()) {
            addLink(map, reference, parts, documents, outlines);
        }
        for (String copy : facts.copies()) {
            ReferenceTarget target = ReferenceResolver.resolve(map, local("copy-to", copy));
            if (target.status() == ReferenceTarget.Status.CHECK) {
                names.addCopy(target.path());
            }
        }
    }

    private static DitaReference local(String attribute, String uri) {
        return new DitaReference("", attribute, uri, 1, Kind.URI, Role.MAPREF, Scope.LOCAL, null, null, null, null);
    }

    private MapParts parts(DocumentFacts facts) {
        MapParts parts = new MapParts(names.keys().part());
        for (MapBranch branch : facts.branches()) {
            Part outer = parts.at(branch.first(), null);
            add(parts, new Part(names.keys().part(), outer, branch, branch.keyScope()));
        }
        if (facts.branches().isEmpty()) {
            for (KeyScope scope : facts.keyScopes()) {
                add(parts, new Part(names.keys().part(), parts.at(0, scope.parent()), null, scope));
            }
        }
        return parts;
    }

    private void add(MapParts parts, Part part) {
        parts.add(part);
        addScope(parts.numberOf(part.outer()), part.scope(), part.number());
    }

    /** Adds a part to another one: under the names of its key scope, or directly if it has none. */
    private void addScope(int around, @Nullable KeyScope scope, int part) {
        for (String name : scope == null ? List.of("") : scope.names()) {
            if (name.isEmpty()) {
                names.keys().addPart(around, part);
            } else {
                names.keys().addScope(around, name, part);
            }
        }
    }

    private void addLink(String map, DitaReference reference, MapParts parts, Documents documents, MapOutlines outlines)
            throws IOException {
        if (reference.kind() != Kind.URI) {
            return;
        }
        Part part = parts.at(reference.place(), reference.keyScope());
        boolean opener = part != null && part.opensAt(reference.place());
        int around = opener && part != null ? parts.numberOf(part.outer()) : -1;
        String id = MapOutlines.fragment(reference);
        boolean content = reference.attribute().equals("conref");
        if (content && id != null) {
            String target = documents.target(map, reference).orElse(null);
            addLink(target, new Link(parts.numberOf(part), around, target, id, false));
        } else if (reference.scope() == Scope.LOCAL && MapTree.isTopicref(reference)) {
            String target = outlines.includedMap(map, reference).orElse(null);
            addLink(target, new Link(parts.numberOf(part), around, target, id, true));
        } else if (opener && reference.role() == Role.MAPREF) {
            // a separate publication is reachable by a key scope name only (DITA 1.3, Cross-deliverable addressing)
            String target =
                    documents.target(map, local("href", reference.value())).orElse(null);
            links.add(new Link(parts.numberOf(part), around, target, id, true));
        }
    }

    private void addLink(@Nullable String target, Link link) {
        if (target != null) {
            links.add(link);
        }
    }

    /** Returns the number of names and links so far. */
    int size() {
        return names.size() + links.size();
    }

    /** Builds the names when all maps have been added. */
    ProjectNames build() {
        for (Link link : links) {
            MapParts map = link.map() == null ? null : maps.get(link.map());
            if (map != null) {
                put(link, map);
            } else if (link.around() >= 0 && link.merges()) {
                names.keys().open(link.from());
            }
        }
        names.keys().complete();
        maps.clear();
        links.clear();
        return names;
    }

    private void put(Link link, MapParts map) {
        Part meant = map.meant(link.id());
        KeyScope scope = meant == null ? null : meant.scope();
        if (meant == null) {
            // the branches of a map that an earlier build has processed are unknown
            boolean unknown = map.inOrder.isEmpty() || map.inOrder.get(0).branch() == null;
            if (link.id() == null || (unknown && link.merges())) {
                names.keys().addPart(link.from(), map.whole);
            }
        } else if (scope == null || link.around() >= 0) {
            names.keys().addPart(link.from(), meant.number());
            if (scope != null && link.merges()) {
                addScope(link.around(), scope, link.from());
            }
        } else {
            addScope(link.from(), scope, meant.number());
        }
    }
}
