package org.openguides.processing.internal.walk;

import java.util.Comparator;

/**
 * The order in which a depth-first walk meets absolute paths when it takes children by name: a parent before its
 * children, siblings as {@link String#compareTo} orders their names, and what is below one before the next. Comparing
 * paths as strings would put {@code /a b} and {@code /a-b} between {@code /a} and {@code /a/b}.
 */
public final class PathOrder implements Comparator<String> {

    /** The only one there is. */
    public static final PathOrder INSTANCE = new PathOrder();

    private PathOrder() {}

    @Override
    public int compare(String left, String right) {
        int common = Math.min(left.length(), right.length());
        for (int i = 0; i < common; i++) {
            char one = left.charAt(i);
            char other = right.charAt(i);
            if (one != other) {
                // the end of a name comes before anything that might go on with it
                return one == '/' ? -1 : other == '/' ? 1 : Character.compare(one, other);
            }
        }
        return Integer.compare(left.length(), right.length());
    }
}
