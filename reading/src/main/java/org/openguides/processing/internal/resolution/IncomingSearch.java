package org.openguides.processing.internal.resolution;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

import org.openguides.processing.internal.dita.DitaReference;
import org.openguides.processing.internal.dita.KeyDefinition;

/** Finds the references to an asset by path, by uuid, and through keys. For one request. */
final class IncomingSearch {

    private final TreeFile asset;
    private final ContentTree tree;
    private final Documents documents;
    private final KeyDefinitions definitions;
    private final KeyTargets keys;
    private final Set<Incoming> found = new LinkedHashSet<>();

    IncomingSearch(TreeFile asset, ContentTree tree, Documents documents, KeyDefinitions definitions, KeyTargets keys) {
        this.asset = asset;
        this.tree = tree;
        this.documents = documents;
        this.definitions = definitions;
        this.keys = keys;
    }

    /** Returns each referring element and attribute of each asset once, in path order. */
    List<Incoming> find() throws IOException {
        Map<String, Set<Incoming>> byPath = new LinkedHashMap<>();
        Set<String> paths = tree.mayReferTo(asset);
        for (String path : paths) {
            addByFile(path);
        }
        for (KeyDefinitions.Key key : keysOfAsset()) {
            for (String path : tree.mayReferToKey(key.name(), key.map())) {
                addByKey(path, key.name());
            }
        }
        found.forEach(each -> byPath.computeIfAbsent(each.path(), none -> new LinkedHashSet<>())
                .add(each));
        return byPath.keySet().stream()
                .sorted(tree.order())
                .flatMap(path -> byPath.getOrDefault(path, Set.of()).stream())
                .toList();
    }

    private void addByFile(String path) throws IOException {
        for (DitaReference reference : documents.of(path).references()) {
            if (documents.target(path, reference).filter(asset.path()::equals).isPresent()) {
                add(path, reference);
            }
        }
    }

    private void addByKey(String path, String key) throws IOException {
        for (DitaReference reference : documents.of(path).references()) {
            if (reference.kind() == DitaReference.Kind.KEY
                    && KeyDefinitions.means(reference.keyName(), key)
                    && keys.of(path, reference).contains(asset.path())) {
                add(path, reference);
            }
        }
    }

    /** References of an asset to itself are not incoming. */
    private void add(String path, DitaReference reference) throws IOException {
        if (path.equals(asset.path())) {
            return;
        }
        String uuid = tree.file(path).map(TreeFile::uuid).orElse("");
        found.add(new Incoming(path, uuid, reference.element(), reference.attribute()));
    }

    /** Returns the keys that may stand for the asset, directly or through other keys. */
    private Set<KeyDefinitions.Key> keysOfAsset() throws IOException {
        Set<KeyDefinitions.Key> known = definitions.standingFor(asset.path());
        Queue<KeyDefinitions.Key> queue = new ArrayDeque<>(known);
        while (!queue.isEmpty()) {
            aliases(queue.remove()).stream().filter(known::add).forEach(queue::add);
        }
        return known;
    }

    private List<KeyDefinitions.Key> aliases(KeyDefinitions.Key key) throws IOException {
        List<KeyDefinitions.Key> aliases = new ArrayList<>();
        for (String map : tree.mayReferToKey(key.name(), key.map())) {
            for (KeyDefinition each : documents.of(map).keys()) {
                String other = KeyDefinitions.keyName(each.keyref());
                if (other != null && KeyDefinitions.means(other, key.name())) {
                    aliases.add(new KeyDefinitions.Key(each.name(), map));
                }
            }
        }
        return aliases;
    }
}
