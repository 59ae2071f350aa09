package org.openguides.processing.internal.text;

import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Subtrees of the repository, each named by the path of its root. Paths are absolute and normalised; {@code /} is the root of
 * all.
 */
public final class Subtrees {

    private Subtrees() {}

    /** Whether the path is the root of the subtree or lies below it. */
    public static boolean contains(String root, String path) {
        return root.equals("/")
                || (path.startsWith(root) && (path.length() == root.length() || path.charAt(root.length()) == '/'));
    }

    /** Whether the path lies in one of the subtrees. Costs one look-up for each ancestor, however many subtrees there are. */
    public static boolean anyContains(Set<String> roots, String path) {
        return roots.contains(path) || anyIsAbove(roots, path);
    }

    /** Whether the path lies below the root of one of the subtrees. Costs as much. */
    public static boolean anyIsAbove(Set<String> roots, String path) {
        for (String above = parent(path); above != null; above = parent(above)) {
            if (roots.contains(above)) {
                return true;
            }
        }
        return false;
    }

    /** The roots of the subtrees that the path lies in. Costs as much. */
    public static Set<String> containing(Set<String> roots, String path) {
        Set<String> found = new HashSet<>();
        for (String each = path; each != null; each = parent(each)) {
            if (roots.contains(each)) {
                found.add(each);
            }
        }
        return found;
    }

    /** The path of the parent; null if it is the root of all. */
    private static @Nullable String parent(String path) {
        int slash = path.lastIndexOf('/');
        if (slash > 0) {
            return path.substring(0, slash);
        }
        return path.length() > 1 ? "/" : null;
    }
}
