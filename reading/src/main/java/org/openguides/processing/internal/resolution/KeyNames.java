package org.openguides.processing.internal.resolution;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The names by which keys can be referenced in a project: keys, optionally qualified by the names of nested key scopes,
 * separated by dots. An automaton whose states are parts of maps, and which reads a name from dot to dot, since names
 * of scopes and keys may contain dots, too. A look-up takes time in proportion to the length of the name and the number
 * of scopes named like a part of it. Safe for use by multiple threads once complete.
 */
final class KeyNames {

    /** The accepting state. */
    private static final int COMPLETE = 0;

    private final Set<String> keys = new HashSet<>();
    private final Map<String, Steps> steps = new HashMap<>();
    private final Steps silent = new Steps();
    private final BitSet parts = new BitSet();
    private final BitSet open = new BitSet();
    private int states = COMPLETE + 1;
    private int names;

    /** Pairs of states. */
    private static final class Steps {

        private static final int[] NONE = new int[0];

        private int[] from = NONE;
        private int[] to = NONE;
        private int count;

        void add(int one, int other) {
            if (count == from.length) {
                from = Arrays.copyOf(from, Math.max(1, 2 * count));
                to = Arrays.copyOf(to, from.length);
            }
            from[count] = one;
            to[count] = other;
            count++;
        }

        /** Sorts the pairs by their first state. */
        void sort() {
            long[] pairs = new long[count];
            for (int i = 0; i < count; i++) {
                pairs[i] = ((long) from[i] << Integer.SIZE) | to[i];
            }
            Arrays.sort(pairs);
            for (int i = 0; i < count; i++) {
                from[i] = (int) (pairs[i] >>> Integer.SIZE);
                to[i] = (int) pairs[i];
            }
        }

        /** Returns the index of the first pair of a state; requires sorted pairs. */
        int first(int state) {
            int low = 0;
            int high = count;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (from[middle] < state) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }
    }

    /** Creates a state for a part of a map: a key scope, or an addressable branch. */
    int part() {
        parts.set(states);
        return states++;
    }

    /** Includes everything of one part in another one. */
    void addPart(int outer, int inner) {
        silent.add(outer, inner);
    }

    /** Makes a part a named scope of another one. */
    void addScope(int outer, String name, int scope) {
        names++;
        add(outer, name, scope);
    }

    /** Adds a key to a part. */
    void addKey(int part, String name) {
        names++;
        keys.add(name);
        add(part, name, COMPLETE);
    }

    /** Marks a part whose definitions are unknown. */
    void open(int part) {
        open.set(part);
    }

    private void add(int part, String name, int last) {
        int from = part;
        int begin = 0;
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', begin)) {
            int next = states++;
            step(name.substring(begin, dot)).add(from, next);
            from = next;
            begin = dot + 1;
        }
        step(name.substring(begin)).add(from, last);
    }

    private Steps step(String name) {
        return steps.computeIfAbsent(name, none -> new Steps());
    }

    /** Returns the number of names. */
    int size() {
        return names;
    }

    /** Returns whether this name refers to a key from anywhere in the project. */
    boolean define(String name, Effort effort) {
        if (keys.contains(name)) {
            return true;
        }
        BitSet now = parts;
        int begin = 0;
        for (int dot = name.indexOf('.'); dot >= 0 && now != null; dot = name.indexOf('.', begin)) {
            now = after(now, name.substring(begin, dot), effort);
            if (now != null && now.intersects(open)) {
                return true;
            }
            begin = dot + 1;
        }
        BitSet last = now == null || begin == 0 ? null : after(now, name.substring(begin), effort);
        return last != null && last.get(COMPLETE);
    }

    /** Returns the states after reading a word; null if there are none. */
    private @Nullable BitSet after(BitSet now, String word, Effort effort) {
        Steps all = steps.get(word);
        BitSet next = new BitSet();
        for (int i = 0; all != null && i < all.count; i++) {
            effort.step();
            if (now.get(all.from[i])) {
                next.set(all.to[i]);
            }
        }
        return next.isEmpty() ? null : withParts(next, effort);
    }

    /** Returns the states with their included parts, transitively. */
    private BitSet withParts(BitSet states, Effort effort) {
        if (silent.count == 0) {
            return states;
        }
        BitSet left = (BitSet) states.clone();
        for (int state = left.nextSetBit(0); state >= 0; state = left.nextSetBit(0)) {
            left.clear(state);
            for (int i = silent.first(state); i < silent.count && silent.from[i] == state; i++) {
                effort.step();
                if (!states.get(silent.to[i])) {
                    states.set(silent.to[i]);
                    left.set(silent.to[i]);
                }
            }
        }
        return states;
    }

    /** Must be called when everything has been added. */
    KeyNames complete() {
        silent.sort();
        return this;
    }
}
