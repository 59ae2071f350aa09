package org.openguides.processing.internal.resolution;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.dita.DitaReference;
import org.openguides.processing.internal.dita.KeyDefinition;
import org.openguides.processing.internal.resolution.KeyContext.Found;
import org.openguides.processing.internal.resolution.KeyDefinitions.Resource;

/** Resolves keys to assets. For one request. */
final class KeyTargets {

    /** Maximum number of keys that refer to each other in a chain. */
    private static final int LONGEST_CHAIN = 50;

    private final MapTree maps;
    private final Documents documents;
    private final ContentTree tree;
    private final KeySpaces spaces;
    private final KeyDefinitions definitions;
    private final Effort effort;
    private final Map<Goal, List<KeyContext>> ofMaps = new HashMap<>();
    private final Map<String, List<KeyContext>> ofTopics = new HashMap<>();
    private final Map<String, Set<String>> known = new HashMap<>();
    private String knownFor = "";

    /** A definition in a scope; its references may resolve differently in another scope. */
    private record Visited(KeySpaces.Scope scope, MapOutline map, String key, int place, int line) {}

    KeyTargets(
            MapTree maps,
            Documents documents,
            ContentTree tree,
            KeySpaces spaces,
            KeyDefinitions definitions,
            Effort effort) {
        this.maps = maps;
        this.documents = documents;
        this.tree = tree;
        this.spaces = spaces;
        this.definitions = definitions;
        this.effort = effort;
    }

    /**
     * Returns the paths of the assets that a key reference means, which may differ by root map; empty if the key stands
     * for no asset, or no map uses the referring asset.
     */
    Set<String> of(String path, DitaReference reference) throws IOException {
        if (maps.isMap(path)) {
            return targets(contexts(path, reference), reference.keyName());
        }
        if (!path.equals(knownFor)) {
            known.clear();
            knownFor = path;
        }
        Set<String> targets = known.get(reference.keyName());
        if (targets == null) {
            targets = targets(contexts(path), reference.keyName());
            known.put(reference.keyName(), targets);
        }
        return targets;
    }

    private Set<String> targets(List<KeyContext> contexts, String name) throws IOException {
        Set<String> targets = new LinkedHashSet<>();
        for (KeyContext context : contexts) {
            addTargets(context, name, LONGEST_CHAIN, targets, new HashSet<>());
        }
        return targets;
    }

    /**
     * The {@code keyref} of a key definition takes precedence over its {@code href} if it can be resolved (DITA 1.3,
     * Processing key references on topicref elements).
     */
    private void addTargets(KeyContext context, String name, int chain, Set<String> targets, Set<Visited> visited)
            throws IOException {
        for (Found found : context.find(name)) {
            effort.step();
            MapOutline map = found.definition().map();
            KeyDefinition key = found.definition().key();
            Visited visit = new Visited(found.scope(), map, key.name(), key.place(), key.line());
            if (chain == 0 || !visited.add(visit)) {
                continue;
            }
            Resource resource = definitions.resource(found.definition());
            Set<String> byKey = new LinkedHashSet<>();
            if (resource.key() != null) {
                addTargets(context.of(found), resource.key(), chain - 1, byKey, visited);
            }
            if (byKey.isEmpty()) {
                resource.path().ifPresent(byKey::add);
            }
            targets.addAll(byKey);
        }
    }

    /** Returns the contexts of a reference in a map. */
    private List<KeyContext> contexts(String map, DitaReference reference) throws IOException {
        MapOutline outline = spaces.outline(map);
        // without addressable branches, a map is used as a whole
        int place = outline.facts().branches().isEmpty() ? 0 : reference.place();
        Goal goal = new Goal(outline, outline.number(reference.keyScope()), place);
        List<KeyContext> contexts = ofMaps.get(goal);
        if (contexts == null) {
            contexts = contexts(List.of(goal));
            ofMaps.put(goal, contexts);
        }
        return contexts;
    }

    /** Returns the contexts in which maps use an asset, by its path or through a key. */
    private List<KeyContext> contexts(String path) throws IOException {
        List<KeyContext> contexts = ofTopics.get(path);
        if (contexts == null) {
            List<Goal> goals = new ArrayList<>();
            for (String map : maps.users(path)) {
                for (DitaReference use : maps.uses(map, path)) {
                    goals.add(goal(map, use));
                }
            }
            for (KeyDefinitions.Key key : definitions.standingFor(path)) {
                addUsesByKey(path, key, goals);
            }
            contexts = contexts(goals);
            ofTopics.put(path, contexts);
        }
        return contexts;
    }

    private void addUsesByKey(String path, KeyDefinitions.Key key, List<Goal> goals) throws IOException {
        for (String map : tree.mayReferToKey(key.name(), key.map())) {
            if (maps.isMap(map)) {
                for (DitaReference use : documents.of(map).references()) {
                    if (isTopicrefByKey(use, key.name()) && of(map, use).contains(path)) {
                        goals.add(goal(map, use));
                    }
                }
            }
        }
    }

    private static boolean isTopicrefByKey(DitaReference reference, String key) {
        return MapTree.isTopicref(reference)
                && reference.kind() == DitaReference.Kind.KEY
                && KeyDefinitions.means(reference.keyName(), key);
    }

    private Goal goal(String map, DitaReference use) throws IOException {
        MapOutline outline = spaces.outline(map);
        return new Goal(outline, outline.number(use.keyScope()), use.place());
    }

    private List<KeyContext> contexts(List<Goal> goals) throws IOException {
        Set<String> onTheWay =
                maps.withAllAbove(goals.stream().map(goal -> goal.map().path()).toList());
        List<KeyContext> contexts = new ArrayList<>();
        for (String root : maps.roots(onTheWay)) {
            @Nullable KeyContext context = KeyContext.of(spaces, effort, root, goals, onTheWay);
            Optional.ofNullable(context).ifPresent(contexts::add);
        }
        return contexts;
    }
}
