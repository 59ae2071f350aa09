package org.openguides.processing.internal.resolution;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The names by which keys can be referred to in a project: those of keys, and those that the names of key scopes are before, each
 * with a dot, if the scopes lie within each other like that and the key in the last of them. It is an automaton whose states are
 * parts of maps and which reads a name from dot to dot, for scopes and keys may have dots in their names too. A name takes steps in
 * proportion to its length and to how many scopes have a part of it as their name. For many threads once nothing is added any more.
 */
final class KeyNames {

    /** The state in which a name is complete. */
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

        /** Orders them by their first state. */
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

        /** Index of the first pair of a state, once they are in order. */
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

    /** A new part of a map: a key scope, or what can be pointed at. */
    int part() {
        parts.set(states);
        return states++;
    }

    /** Whatever is in this part is in another one too. */
    void addPart(int outer, int inner) {
        silent.add(outer, inner);
    }

    /** A part is a scope of this name in another one. */
    void addScope(int outer, String name, int scope) {
        names++;
        add(outer, name, scope);
    }

    /** A part defines a key. */
    void addKey(int part, String name) {
        names++;
        keys.add(name);
        add(part, name, COMPLETE);
    }

    /** What a part defines is not known. */
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

    /** How many names there are. */
    int size() {
        return names;
    }

    /** Whether a key can be referred to by this name, from wherever in the project. */
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

    /** The states that some lead to by a word; null if there are none. */
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

    /** With the parts of the states, and the parts of those. */
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

    /** All has been added. */
    KeyNames complete() {
        silent.sort();
        return this;
    }
}
