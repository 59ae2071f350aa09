package org.openguides.processing.internal.walk;

import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.RepositoryException;

import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Some of the names of a node's children.
 *
 * @param names in their order
 * @param last  whether no child with a greater name is left
 */
record ChildNames(List<String> names, boolean last) {

    /** No names, and none left. */
    static final ChildNames NONE = new ChildNames(List.of(), true);

    ChildNames {
        names = List.copyOf(names);
    }

    /**
     * Reads the smallest names in one pass over all children; holds no more than {@code limit} names at once.
     *
     * @param after only names greater than this; null for all
     * @param limit maximum number of names; at least 1
     * @param skip  names to leave out
     */
    static ChildNames read(Node parent, @Nullable String after, int limit, Predicate<String> skip)
            throws RepositoryException {
        NavigableSet<String> names = new TreeSet<>();
        boolean complete = true;
        for (NodeIterator children = parent.getNodes(); children.hasNext(); ) {
            String name = children.nextNode().getName();
            if ((after == null || name.compareTo(after) > 0) && !skip.test(name)) {
                complete &= addWithin(limit, names, name);
            }
        }
        return new ChildNames(List.copyOf(names), complete);
    }

    /** Adds the name if it is among the smallest; returns false if this or another one was dropped. */
    private static boolean addWithin(int limit, NavigableSet<String> names, String name) {
        if (names.size() < limit) {
            names.add(name);
            return true;
        }
        if (name.compareTo(names.last()) < 0 && names.add(name)) {
            names.pollLast();
            return false;
        }
        return names.contains(name);
    }
}
