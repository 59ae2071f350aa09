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

/** How maps use assets and each other. For one request. */
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

    /** Paths of the maps that have the asset as a topic, a map, or what a key stands for; in path order. */
    Set<String> users(String path) throws IOException {
        Set<String> known = users.get(path);
        if (known == null) {
            known = findUsers(path);
            users.put(path, known);
        }
        return known;
    }

    /** Paths of the maps that may have another one, or a branch of it, as a part; in path order. */
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

    /** Paths of other maps that pull in content of a map. */
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

    /** Some maps, and all that have them as parts, through whatever number of others. */
    Set<String> withAllAbove(Collection<String> maps) throws IOException {
        Set<String> seen = new LinkedHashSet<>(maps);
        Queue<String> queue = new ArrayDeque<>(seen);
        while (!queue.isEmpty()) {
            above(queue.remove()).stream().filter(seen::add).forEach(queue::add);
        }
        return seen;
    }

    /** Those of some maps that no other map has as a part; in path order. */
    Set<String> roots(Set<String> maps) throws IOException {
        Set<String> roots = new TreeSet<>();
        for (String map : maps) {
            if (above(map).isEmpty() && isMap(map)) {
                roots.add(map);
            }
        }
        return roots;
    }

    /** What points at an asset in one of the maps that use it. */
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

    /** Paths of what a map has as topics, as maps, and as what keys stand for. */
    Set<String> targets(String map) throws IOException {
        return uses(map).keySet();
    }

    /** The topicrefs of a map by what they point at. */
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

    /** Whether a reference of a map is one to what the map consists of. */
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
