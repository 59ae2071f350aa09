package org.openguides.processing.internal.resolution;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;

import org.openguides.processing.internal.dita.DitaReference;

/** The use of assets and maps by maps. For one request. */
final class MapTree {

    private final ContentTree tree;
    private final Documents documents;
    private final Map<String, Set<String>> users = new LinkedHashMap<>();
    private final Map<String, Set<String>> above = new LinkedHashMap<>();
    private final Map<String, Map<String, List<DitaReference>>> uses = new LinkedHashMap<>();

    MapTree(ContentTree tree, Documents documents) {
        this.tree = tree;
        this.documents = documents;
    }

    /**
     * Returns the paths of the maps that reference the asset as a topic, a map, or the resource of a key, in path
     * order.
     */
    Set<String> users(String path) throws IOException {
        Set<String> known = users.get(path);
        if (known == null) {
            known = findUsers(path);
            users.put(path, known);
        }
        return known;
    }

    /** Returns the paths of the maps that may include a map or a branch of it, in path order. */
    Set<String> above(String map) throws IOException {
        Set<String> known = above.get(map);
        if (known == null) {
            known = new TreeSet<>(users(map));
            if (!documents.of(map).branches().isEmpty()) {
                known.addAll(mapsWithContentOf(map));
            }
            above.put(map, known);
        }
        return known;
    }

    /** Returns the paths of other maps that reuse content of a map. */
    Set<String> mapsWithContentOf(String map) throws IOException {
        Set<String> found = new TreeSet<>();
        TreeFile asset = tree.file(map).orElse(null);
        if (asset != null) {
            for (String referrer : tree.mayReferTo(asset)) {
                if (!referrer.equals(map) && isMap(referrer) && pullsIn(referrer, map)) {
                    found.add(referrer);
                }
            }
        }
        return found;
    }

    private boolean pullsIn(String referrer, String map) throws IOException {
        for (DitaReference reference : documents.of(referrer).references()) {
            if (reference.role() == DitaReference.Role.CONTENT
                    && documents.target(referrer, reference).filter(map::equals).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** Returns the given maps and all that include them, transitively. */
    Set<String> withAllAbove(Collection<String> maps) throws IOException {
        Set<String> seen = new LinkedHashSet<>(maps);
        Queue<String> queue = new ArrayDeque<>(seen);
        while (!queue.isEmpty()) {
            above(queue.remove()).stream().filter(seen::add).forEach(queue::add);
        }
        return seen;
    }

    /** Returns those of the maps that no other map includes, in path order. */
    Set<String> roots(Set<String> maps) throws IOException {
        Set<String> roots = new TreeSet<>();
        for (String map : maps) {
            if (above(map).isEmpty() && isMap(map)) {
                roots.add(map);
            }
        }
        return roots;
    }

    /** Returns the references to an asset in one of the maps that use it. */
    List<DitaReference> uses(String map, String path) throws IOException {
        return uses(map).getOrDefault(path, List.of());
    }

    private Set<String> findUsers(String path) throws IOException {
        Set<String> found = new TreeSet<>();
        TreeFile asset = tree.file(path).orElse(null);
        if (asset != null) {
            for (String referrer : tree.mayReferTo(asset)) {
                if (!referrer.equals(path) && isMap(referrer) && uses(referrer).containsKey(path)) {
                    found.add(referrer);
                }
            }
        }
        return found;
    }

    /** Returns the paths that a map references as topics, maps, and resources of keys. */
    Set<String> targets(String map) throws IOException {
        return uses(map).keySet();
    }

    /** Returns the topicrefs of a map by target. */
    private Map<String, List<DitaReference>> uses(String map) throws IOException {
        Map<String, List<DitaReference>> known = uses.get(map);
        if (known == null) {
            known = new LinkedHashMap<>();
            for (DitaReference reference : documents.of(map).references()) {
                if (isTopicref(reference)) {
                    String target = documents.target(map, reference).orElse(null);
                    if (target != null) {
                        known.computeIfAbsent(target, none -> new ArrayList<>()).add(reference);
                    }
                }
            }
            uses.put(map, known);
        }
        return known;
    }

    /** Returns whether a reference of a map is part of its structure. */
    static boolean isTopicref(DitaReference reference) {
        return switch (reference.role()) {
            case TOPICREF, MAPREF, KEYDEF -> true;
            default -> false;
        };
    }

    boolean isMap(String path) throws IOException {
        return tree.file(path).filter(TreeFile::isMap).isPresent();
    }
}
