package org.openguides.processing.internal.resolution;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.openguides.processing.internal.resolution.KeySpaces.Region;
import org.openguides.processing.internal.resolution.KeySpaces.Scope;
import org.openguides.processing.internal.resolution.MapOutline.Child;

/**
 * Selects the key scopes of maps that can lead to some places, as a map may have very many and few are relevant. For
 * one search.
 */
final class ScopesOnTheWay {

    private final Map<Scope, TreeSet<Integer>> goals = new HashMap<>();
    private final Set<String> maps;
    private final Map<MapOutline, Map<Integer, List<Child>>> leading = new HashMap<>();

    /**
     * @param goals the places
     * @param maps  paths of maps that may lead to them
     */
    ScopesOnTheWay(List<Goal> goals, Set<String> maps) {
        this.maps = maps;
        for (Goal goal : goals) {
            this.goals
                    .computeIfAbsent(new Scope(goal.map(), goal.scope()), none -> new TreeSet<>())
                    .add(goal.place());
        }
    }

    /** Returns whether one of the places is in a region. */
    boolean hold(Region region) {
        TreeSet<Integer> places = goals.get(new Scope(region.map(), region.scope()));
        if (places == null) {
            return false;
        }
        Integer first = places.ceiling(region.map().isCounted() ? region.from() : 0);
        return first != null && first <= region.to();
    }

    /** Returns the scopes in a region that may lead to one of the places, in their order. */
    List<Child> in(Region region) {
        Map<Integer, List<Child>> scopes = leading.computeIfAbsent(region.map(), this::leading);
        return MapOutline.between(scopes.get(region.scope()), region.from(), region.to());
    }

    private Map<Integer, List<Child>> leading(MapOutline map) {
        Set<Integer> scopes = new HashSet<>();
        for (Scope goal : goals.keySet()) {
            if (goal.map().equals(map)) {
                addOutwards(map, goal.number(), scopes);
            }
        }
        for (int scope : map.scopesWith(maps)) {
            addOutwards(map, scope, scopes);
        }
        Map<Integer, List<Child>> children = new HashMap<>();
        scopes.stream()
                .map(scope -> new Child(map.first(scope), scope))
                .sorted(Comparator.comparingInt(Child::place))
                .forEach(child -> children.computeIfAbsent(map.parent(child.scope()), none -> new ArrayList<>())
                        .add(child));
        return children;
    }

    /** Adds a scope and its enclosing scopes. */
    private static void addOutwards(MapOutline map, int innermost, Set<Integer> scopes) {
        int scope = innermost;
        while (scope != MapOutline.OUTSIDE && scopes.add(scope)) {
            scope = map.parent(scope);
        }
    }
}
