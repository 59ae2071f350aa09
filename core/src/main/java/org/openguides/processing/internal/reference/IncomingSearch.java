package org.openguides.processing.internal.reference;

import javax.jcr.RepositoryException;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

import org.openguides.processing.internal.catalog.AssetFacts;
import org.openguides.processing.internal.catalog.Catalog;
import org.openguides.processing.internal.dita.DitaReference;
import org.openguides.processing.internal.dita.KeyDefinition;
import org.openguides.processing.internal.walk.PathOrder;

/** Finds what refers to one asset: by its path, by its uuid, and through keys. For one request. */
final class IncomingSearch {

    private final AssetFacts asset;
    private final Catalog catalog;
    private final Documents documents;
    private final Referrers referrers;
    private final MapTree maps;
    private final KeyTargets keys;
    private final Set<Incoming> found = new LinkedHashSet<>();

    /** A key, and a path in the project that it has a meaning in. */
    private record Key(String name, String map) {}

    IncomingSearch(
            AssetFacts asset,
            Catalog catalog,
            Documents documents,
            Referrers referrers,
            MapTree maps,
            KeyTargets keys) {
        this.asset = asset;
        this.catalog = catalog;
        this.documents = documents;
        this.referrers = referrers;
        this.maps = maps;
        this.keys = keys;
    }

    /** Each referring element and attribute of each asset once, in path order. */
    List<Incoming> find() throws RepositoryException {
        Map<String, Set<Incoming>> byPath = new LinkedHashMap<>();
        Set<String> paths = referrers.toFile(asset);
        for (String path : paths) {
            addByFile(path);
        }
        for (Key key : keysOfAsset()) {
            for (String path : referrers.toKey(key.name(), key.map())) {
                addByKey(path, key.name());
            }
        }
        found.forEach(each -> byPath.computeIfAbsent(each.path(), none -> new LinkedHashSet<>())
                .add(each));
        return byPath.keySet().stream()
                .sorted(PathOrder.INSTANCE)
                .flatMap(path -> byPath.getOrDefault(path, Set.of()).stream())
                .toList();
    }

    private void addByFile(String path) throws RepositoryException {
        for (DitaReference reference : documents.of(path).references()) {
            if (documents.target(path, reference).filter(asset.path()::equals).isPresent()) {
                add(path, reference);
            }
        }
    }

    private void addByKey(String path, String key) throws RepositoryException {
        for (DitaReference reference : documents.of(path).references()) {
            if (reference.kind() == DitaReference.Kind.KEY
                    && means(reference.keyName(), key)
                    && keys.of(path, reference).contains(asset.path())) {
                add(path, reference);
            }
        }
    }

    /** What an asset says of itself comes from nobody. */
    private void add(String path, DitaReference reference) throws RepositoryException {
        if (path.equals(asset.path())) {
            return;
        }
        String uuid = catalog.asset(path).map(AssetFacts::uuid).orElse("");
        found.add(new Incoming(path, uuid, reference.element(), reference.attribute()));
    }

    /** The keys that may stand for the asset, those included that stand for such keys. */
    private Set<Key> keysOfAsset() throws RepositoryException {
        Set<Key> known = new LinkedHashSet<>();
        for (String map : maps.users(asset.path())) {
            for (KeyDefinition key : documents.of(map).keys()) {
                if (keys.of(map, key).filter(asset.path()::equals).isPresent()) {
                    known.add(new Key(key.name(), map));
                }
            }
        }
        Queue<Key> queue = new ArrayDeque<>(known);
        while (!queue.isEmpty()) {
            aliases(queue.remove()).stream().filter(known::add).forEach(queue::add);
        }
        return known;
    }

    private List<Key> aliases(Key key) throws RepositoryException {
        List<Key> aliases = new ArrayList<>();
        for (String map : referrers.toKey(key.name(), key.map())) {
            for (KeyDefinition each : documents.of(map).keys()) {
                String other = KeyTargets.keyName(each.keyref());
                if (other != null && means(other, key.name())) {
                    aliases.add(new Key(each.name(), map));
                }
            }
        }
        return aliases;
    }

    private static boolean means(String referred, String key) {
        return referred.equals(key) || referred.endsWith("." + key);
    }
}
