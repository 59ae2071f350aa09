package org.openguides.processing.internal.reference;

import javax.jcr.RepositoryException;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;

import org.openguides.processing.api.FileType;
import org.openguides.processing.internal.catalog.AssetFacts;
import org.openguides.processing.internal.catalog.Catalog;
import org.openguides.processing.internal.dita.DitaReference;
import org.openguides.processing.internal.dita.DitaReference.Role;

/** How maps use assets and each other, up to their root maps, and the key spaces of those. For one request. */
final class MapTree {

    /** No sane tree of maps is larger; it ends what an author has tied into knots. */
    private static final int LARGEST = 10_000;

    private final Catalog catalog;
    private final Documents documents;
    private final Referrers referrers;
    private final Map<String, Set<String>> users = new LinkedHashMap<>();
    private final Map<String, KeySpace> keySpaces = new LinkedHashMap<>();
    private final Map<String, Map<String, List<DitaReference>>> uses = new LinkedHashMap<>();

    private record Place(String map, KeySpace.Scope scope) {}

    MapTree(Catalog catalog, Documents documents, Referrers referrers) {
        this.catalog = catalog;
        this.documents = documents;
        this.referrers = referrers;
    }

    /** Paths of the maps that have the asset as a topic, a map, or what a key stands for; in path order. */
    Set<String> users(String path) throws RepositoryException {
        Set<String> known = users.get(path);
        if (known == null) {
            known = findUsers(path);
            users.put(path, known);
        }
        return known;
    }

    /** The scopes in which the asset at the path is used, as something that holds references of its own. */
    List<KeySpace.Scope> scopes(String path, DitaReference reference) throws RepositoryException {
        List<KeySpace.Scope> scopes = new ArrayList<>();
        for (String root : roots(path)) {
            KeySpace space = keySpace(root);
            space.uses(path).forEach(use -> scopes.add(use.scope(reference.keyScope())));
            for (String map : users(path)) {
                for (KeySpace.MapUse use : space.uses(map)) {
                    uses(map).getOrDefault(path, List.of()).forEach(each -> scopes.add(use.scope(each.keyScope())));
                }
            }
        }
        return scopes;
    }

    /** The maps that use the asset and that no other map uses; the asset itself if it is one of them. In path order. */
    Set<String> roots(String path) throws RepositoryException {
        Set<String> seen = new LinkedHashSet<>(List.of(path));
        Set<String> roots = new TreeSet<>();
        Queue<String> queue = new ArrayDeque<>(seen);
        while (!queue.isEmpty() && seen.size() < LARGEST) {
            String each = queue.remove();
            Set<String> above = users(each);
            if (above.isEmpty() && isMap(each)) {
                roots.add(each);
            }
            above.stream().filter(seen::add).forEach(queue::add);
        }
        return roots;
    }

    /** The keys of a map and all the maps below it. */
    KeySpace keySpace(String root) throws RepositoryException {
        KeySpace known = keySpaces.get(root);
        if (known == null) {
            known = build(root);
            keySpaces.put(root, known);
        }
        return known;
    }

    private KeySpace build(String root) throws RepositoryException {
        KeySpace space = new KeySpace();
        Set<Place> seen = new HashSet<>();
        Queue<Place> queue = new ArrayDeque<>();
        queue.add(new Place(root, space.root()));
        while (!queue.isEmpty() && seen.size() < LARGEST) {
            Place place = queue.remove();
            if (seen.add(place)) {
                KeySpace.MapUse use = space.add(place.map(), documents.of(place.map()), place.scope());
                for (DitaReference reference : documents.of(place.map()).references()) {
                    if (reference.role() == Role.MAPREF) {
                        documents
                                .target(place.map(), reference)
                                .ifPresent(map -> queue.add(new Place(map, use.scope(reference.keyScope()))));
                    }
                }
            }
        }
        return space;
    }

    private Set<String> findUsers(String path) throws RepositoryException {
        Set<String> found = new TreeSet<>();
        AssetFacts asset = catalog.asset(path).orElse(null);
        if (asset != null) {
            for (String referrer : referrers.toFile(asset)) {
                if (!referrer.equals(path) && isMap(referrer) && uses(referrer).containsKey(path)) {
                    found.add(referrer);
                }
            }
        }
        return found;
    }

    /** Paths of what a map has as topics, as maps, and as what keys stand for. */
    Set<String> targets(String map) throws RepositoryException {
        return uses(map).keySet();
    }

    /** The topicrefs of a map by what they point at. */
    private Map<String, List<DitaReference>> uses(String map) throws RepositoryException {
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

    private static boolean isTopicref(DitaReference reference) {
        return switch (reference.role()) {
            case TOPICREF, MAPREF, KEYDEF -> true;
            default -> false;
        };
    }

    private boolean isMap(String path) throws RepositoryException {
        return catalog.asset(path)
                .filter(asset -> asset.type() == FileType.DITA_MAP)
                .isPresent();
    }
}
