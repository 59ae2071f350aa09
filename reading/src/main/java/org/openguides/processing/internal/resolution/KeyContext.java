package org.openguides.processing.internal.resolution;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.resolution.KeyLookup.Definition;
import org.openguides.processing.internal.resolution.KeySpaces.Scope;

/**
 * The key scopes of a root map that contain some places: all paths from the outermost scope inwards. On each path the
 * first scope that defines a key determines its meaning, as definitions of enclosing scopes take precedence (DITA 1.3,
 * 2.3.4.3). Paths are not enumerated, since there may be very many: only the edges between scopes are stored. For one
 * request.
 */
final class KeyContext {

    private final KeySpaces spaces;
    private final Effort effort;
    private final Scope root;
    private final Map<Scope, List<Scope>> inwards;

    /**
     * A definition that is effective on some of the paths.
     *
     * @param scope  the scope that defines it, possibly by a qualified name
     * @param passed enclosing scopes without a definition, each with its own enclosing scopes
     */
    record Found(Definition definition, Scope scope, Map<Scope, List<Scope>> passed) {}

    private KeyContext(KeySpaces spaces, Effort effort, Scope root, Map<Scope, List<Scope>> inwards) {
        this.spaces = spaces;
        this.effort = effort;
        this.root = root;
        this.inwards = inwards;
    }

    /**
     * Returns the paths from a root map to some places; null if there is none.
     *
     * @param maps paths of the maps that may be on the way
     */
    static @Nullable KeyContext of(KeySpaces spaces, Effort effort, String root, List<Goal> goals, Set<String> maps)
            throws IOException {
        Scope outermost = spaces.root(root);
        ScopesOnTheWay onTheWay = new ScopesOnTheWay(goals, maps);
        Map<Scope, List<Scope>> within = new LinkedHashMap<>();
        Set<Scope> holding = new HashSet<>();
        Queue<Scope> queue = new ArrayDeque<>(List.of(outermost));
        within.put(outermost, new ArrayList<>());
        while (!queue.isEmpty()) {
            Scope scope = queue.remove();
            List<Scope> next = within.getOrDefault(scope, new ArrayList<>());
            spaces.visit(scope, maps::contains, region -> {
                effort.step();
                if (onTheWay.hold(region)) {
                    holding.add(scope);
                }
                onTheWay.in(region).forEach(child -> next.add(new Scope(region.map(), child.scope())));
                return true;
            });
            for (Scope each : next) {
                effort.step();
                if (within.putIfAbsent(each, new ArrayList<>()) == null) {
                    queue.add(each);
                }
            }
        }
        Map<Scope, List<Scope>> ways = leadingTo(holding, within);
        return ways.containsKey(outermost) ? new KeyContext(spaces, effort, outermost, ways) : null;
    }

    /** Keeps only scopes from which one of the goals can be reached. */
    private static Map<Scope, List<Scope>> leadingTo(Set<Scope> goals, Map<Scope, List<Scope>> within) {
        Set<Scope> leading = outwards(goals, reversed(within));
        Map<Scope, List<Scope>> ways = new LinkedHashMap<>();
        within.forEach((scope, inner) -> {
            if (leading.contains(scope)) {
                ways.put(scope, inner.stream().filter(leading::contains).toList());
            }
        });
        return ways;
    }

    private static Map<Scope, List<Scope>> reversed(Map<Scope, List<Scope>> within) {
        Map<Scope, List<Scope>> around = new HashMap<>();
        within.forEach((scope, inner) -> inner.forEach(
                each -> around.computeIfAbsent(each, none -> new ArrayList<>()).add(scope)));
        return around;
    }

    private static Set<Scope> outwards(Set<Scope> from, Map<Scope, List<Scope>> around) {
        Set<Scope> seen = new LinkedHashSet<>(from);
        Queue<Scope> queue = new ArrayDeque<>(from);
        while (!queue.isEmpty()) {
            around.getOrDefault(queue.remove(), List.of()).stream()
                    .filter(seen::add)
                    .forEach(queue::add);
        }
        return seen;
    }

    /** Returns the definitions of a key on the paths. */
    List<Found> find(String name) throws IOException {
        KeyLookup lookup = new KeyLookup(spaces, effort, name);
        List<Found> found = new ArrayList<>();
        Map<Scope, List<Scope>> passed = new HashMap<>();
        Queue<Scope> queue = new ArrayDeque<>(List.of(root));
        Set<Scope> seen = new HashSet<>(queue);
        while (!queue.isEmpty()) {
            Scope scope = queue.remove();
            Optional<Definition> definition = lookup.in(scope);
            if (definition.isPresent()) {
                found.add(new Found(definition.get(), scope, passed));
                continue;
            }
            for (Scope each : inwards.getOrDefault(scope, List.of())) {
                effort.step();
                passed.computeIfAbsent(each, none -> new ArrayList<>()).add(scope);
                if (seen.add(each)) {
                    queue.add(each);
                }
            }
        }
        return found;
    }

    /** Returns the context of a definition, in which its own references are resolved. */
    KeyContext of(Found found) {
        Map<Scope, List<Scope>> within = new LinkedHashMap<>();
        for (Scope scope : outwards(Set.of(found.scope()), found.passed())) {
            effort.step();
            within.computeIfAbsent(scope, none -> new ArrayList<>());
            for (Scope around : found.passed().getOrDefault(scope, List.of())) {
                within.computeIfAbsent(around, none -> new ArrayList<>()).add(scope);
            }
        }
        Scope last = found.scope();
        for (Scope each : found.definition().scope()) {
            within.computeIfAbsent(last, none -> new ArrayList<>()).add(each);
            within.computeIfAbsent(each, none -> new ArrayList<>());
            last = each;
        }
        return new KeyContext(spaces, effort, root, within);
    }
}
