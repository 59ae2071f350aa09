package org.openguides.processing.internal.resolution;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.dita.DitaReference;
import org.openguides.processing.internal.dita.DocumentFacts;
import org.openguides.processing.internal.dita.KeyDefinition;
import org.openguides.processing.internal.dita.KeyScope;
import org.openguides.processing.internal.dita.MapBranch;

/**
 * The contribution of a map to key spaces: keys, nested scopes and included maps of each of its key scopes, by place.
 * Scopes are numbered; {@link #OUTSIDE} is the part outside all of them. Memory is proportional to the size of the map.
 * In a map that an earlier build has processed, places are unknown: everything is at place 0. Immutable once complete.
 */
final class MapOutline {

    static final int OUTSIDE = 0;

    /** After all places of a map. */
    static final int END = Integer.MAX_VALUE;

    /** An item at a place in a map. */
    interface Placed {
        int place();
    }

    /** A key definition. */
    record Key(int place, KeyDefinition definition) implements Placed {}

    /** A nested key scope. */
    record Child(int place, int scope) implements Placed {}

    /**
     * An included map or branch of a map.
     *
     * @param map    path of the included map
     * @param id     id of the branch; null for the whole map
     * @param opener whether the referring element opens the key scope
     */
    record Include(int place, String map, @Nullable String id, boolean opener) implements Placed {}

    /**
     * A branch that replaces an element: reused content, or a key scope with an unnamed copy.
     *
     * @param map       path of the map that contains it
     * @param id        id of the branch; null for a key scope
     * @param endId     id of the last branch of a range; null for a single one
     * @param scope     number of the key scope, if it is one
     * @param opener    whether the replaced element opens a key scope
     * @param ownKeys   whether the replaced element has keys
     */
    record Splice(
            int place,
            String map,
            @Nullable String id,
            @Nullable String endId,
            int scope,
            boolean opener,
            boolean ownKeys)
            implements Placed {}

    /**
     * An addressable branch.
     *
     * @param around number of the enclosing scope, not of the one that it opens
     */
    record Branch(MapBranch element, int around) {

        /** Whether it opens a key scope. */
        boolean isScope() {
            return element.keyScope() != null;
        }
    }

    private record Named(int scope, String name) {}

    private final String path;
    private final DocumentFacts facts;
    private final boolean counted;
    private final IdentityHashMap<KeyScope, Integer> numbers = new IdentityHashMap<>();
    private final int[] first;
    private final int[] last;
    private final int[] parent;
    private final List<Set<String>> names = new ArrayList<>();
    private final Map<Named, List<Key>> keys = new HashMap<>();
    private final Map<Named, List<Child>> byName = new HashMap<>();
    private final Map<Integer, List<Include>> includes = new HashMap<>();
    private final Map<Integer, List<Splice>> splices = new HashMap<>();
    private final Map<String, Branch> branches = new HashMap<>();
    private final Deque<Integer> around = new ArrayDeque<>();
    private int dots;

    MapOutline(String path, DocumentFacts facts) {
        this.path = path;
        this.facts = facts;
        this.counted = !facts.branches().isEmpty()
                || facts.keys().stream().anyMatch(key -> key.place() > 0)
                || facts.references().stream().anyMatch(reference -> reference.place() > 0);
        int count = facts.keyScopes().size() + 1;
        first = new int[count];
        last = new int[count];
        parent = new int[count];
        last[OUTSIDE] = END;
        names.add(Set.of());
        for (KeyScope scope : facts.keyScopes()) {
            int number = names.size();
            numbers.put(scope, number);
            parent[number] = number(scope.parent());
            last[number] = END;
            names.add(new LinkedHashSet<>(scope.names()));
        }
        facts.branches().forEach(this::addBranch);
        for (KeyDefinition key : facts.keys()) {
            list(keys, new Named(number(key.keyScope()), key.name())).add(new Key(key.place(), key));
        }
    }

    /** Branches arrive in document order: enclosing scopes among the earlier ones are still open. */
    private void addBranch(MapBranch branch) {
        while (!around.isEmpty() && last[around.element()] < branch.first()) {
            around.pop();
        }
        int scope = around.isEmpty() ? OUTSIDE : around.element();
        if (branch.id() != null) {
            branches.putIfAbsent(branch.id(), new Branch(branch, scope));
        }
        if (branch.keyScope() != null) {
            int number = number(branch.keyScope());
            first[number] = branch.first();
            last[number] = branch.last();
            around.push(number);
        }
    }

    String path() {
        return path;
    }

    DocumentFacts facts() {
        return facts;
    }

    /** Returns the references of the element at a place; empty if places are unknown. */
    List<DitaReference> referencesAt(int place) {
        return place == 0 ? List.of() : between(facts.references(), DitaReference::place, place, place);
    }

    /** Returns the number of a scope. */
    int number(@Nullable KeyScope scope) {
        Integer number = scope == null ? null : numbers.get(scope);
        return number == null ? OUTSIDE : number;
    }

    /** Returns whether places are known. */
    boolean isCounted() {
        return counted;
    }

    /** Returns the number of scopes, including {@link #OUTSIDE}. */
    int scopes() {
        return names.size();
    }

    int first(int scope) {
        return first[scope];
    }

    int last(int scope) {
        return last[scope];
    }

    int parent(int scope) {
        return parent[scope];
    }

    /** Returns the scope that the root element opens; {@link #OUTSIDE} if it opens none. */
    int rootScope() {
        return scopes() > 1 && first[1] == 1 ? 1 : OUTSIDE;
    }

    /** Returns the names of a scope. An empty one stands for an unnamed copy of its branch. */
    Set<String> names(int scope) {
        return names.get(scope);
    }

    @Nullable
    Branch branch(String id) {
        return branches.get(id);
    }

    /** Returns the first definition of a key in a scope between two places, inclusive; null if there is none. */
    @Nullable
    Key key(int scope, String name, int from, int to) {
        List<Key> found = between(keys.get(new Named(scope, name)), from, to);
        return found.isEmpty() ? null : found.get(0);
    }

    /** Returns the nested scopes with a name between two places, in their order. */
    List<Child> children(int scope, String name, int from, int to) {
        return between(byName.get(new Named(scope, name)), from, to);
    }

    /** Returns the maps included in a scope between two places, in their order. */
    List<Include> includes(int scope, int from, int to) {
        return between(includes.get(scope), from, to);
    }

    /** Returns the replacements in a scope between two places, in their order. */
    List<Splice> splices(int scope, int from, int to) {
        return between(splices.get(scope), from, to);
    }

    /** Returns the maximum number of dots in the name of a scope. */
    int dots() {
        return dots;
    }

    /** Returns the scopes that include one of the given maps. */
    Set<Integer> scopesWith(Set<String> maps) {
        Set<Integer> found = new HashSet<>();
        includes.forEach((scope, each) -> {
            if (each.stream().anyMatch(include -> maps.contains(include.map()))) {
                found.add(scope);
            }
        });
        splices.forEach((scope, each) -> {
            if (each.stream().anyMatch(splice -> maps.contains(splice.map()))) {
                found.add(scope);
            }
        });
        return found;
    }

    /** Returns all reused content. */
    List<Splice> pulledIn() {
        return splices.values().stream()
                .flatMap(List::stream)
                .filter(splice -> splice.id() != null)
                .toList();
    }

    /** Returns the names of the keys that the element at a place defines. */
    List<String> keysAt(int place) {
        return between(facts.keys(), KeyDefinition::place, place, place).stream()
                .map(KeyDefinition::name)
                .toList();
    }

    /** Returns the content that replaces an element; null if it is not replaced. */
    @Nullable
    Splice splice(int scope, int place) {
        return splices(scope, place, place).stream()
                .filter(splice -> splice.id() != null)
                .findFirst()
                .orElse(null);
    }

    void add(int scope, Include include) {
        list(includes, scope).add(include);
    }

    void add(int scope, Splice splice) {
        list(splices, scope).add(splice);
    }

    /** Adds names to a scope. */
    void addNames(int scope, Set<String> more) {
        names.get(scope).addAll(more);
    }

    /** Must be called when everything has been added. */
    MapOutline complete() {
        for (int scope = 1; scope < scopes(); scope++) {
            Child child = new Child(first[scope], scope);
            for (String name : names.get(scope)) {
                if (name.isEmpty()) {
                    add(parent[scope], new Splice(first[scope], path, null, null, scope, false, false));
                } else {
                    list(byName, new Named(parent[scope], name)).add(child);
                    dots = Math.max(
                            dots, (int) name.chars().filter(each -> each == '.').count());
                }
            }
        }
        splices.values().forEach(each -> each.sort(Comparator.comparingInt(Splice::place)));
        return this;
    }

    private static <K, T> List<T> list(Map<K, List<T>> lists, K key) {
        return lists.computeIfAbsent(key, none -> new ArrayList<>(1));
    }

    /** Returns the items of a sorted list between two places, inclusive. */
    static <T extends Placed> List<T> between(@Nullable List<T> inOrder, int from, int to) {
        return inOrder == null ? List.of() : between(inOrder, Placed::place, from, to);
    }

    private static <T> List<T> between(List<T> inOrder, ToIntFunction<? super T> place, int from, int to) {
        return inOrder.subList(behind(inOrder, place, from - 1L), behind(inOrder, place, to));
    }

    /** Returns the number of items up to a place, inclusive. */
    private static <T> int behind(List<T> inOrder, ToIntFunction<? super T> placeOf, long place) {
        int low = 0;
        int high = inOrder.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (placeOf.applyAsInt(inOrder.get(middle)) <= place) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
