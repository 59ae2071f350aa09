package org.openguides.processing.internal.text;

import java.util.HashSet;
import java.util.Set;

import org.apache.jackrabbit.util.Text;
import org.jspecify.annotations.Nullable;

/**
 * Subtrees of the repository, each identified by the path of its root. Paths are absolute and normalised; {@code /} is
 * the root of the repository.
 */
public final class Subtrees {

    private Subtrees() {}

    /** Returns whether the path is the root of the subtree or below it. */
    public static boolean contains(String root, String path) {
        return Text.isDescendantOrEqual(root, path);
    }

    /**
     * Returns whether the path is in any of the subtrees. Costs one look-up per ancestor, regardless of the number of
     * subtrees.
     */
    public static boolean anyContains(Set<String> roots, String path) {
        return roots.contains(path) || anyIsAbove(roots, path);
    }

    /** Returns whether the path is below the root of any of the subtrees. Same cost as {@link #anyContains}. */
    public static boolean anyIsAbove(Set<String> roots, String path) {
        for (String above = parent(path); above != null; above = parent(above)) {
            if (roots.contains(above)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the roots of the subtrees that contain the path. Same cost as {@link #anyContains}. */
    public static Set<String> containing(Set<String> roots, String path) {
        Set<String> found = new HashSet<>();
        for (String each = path; each != null; each = parent(each)) {
            if (roots.contains(each)) {
                found.add(each);
            }
        }
        return found;
    }

    /** Returns the parent path; null for the root of the repository. */
    private static @Nullable String parent(String path) {
        return path.equals("/") ? null : Text.getRelativeParent(path, 1);
    }
}
