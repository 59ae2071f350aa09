package org.openguides.processing.internal.walk;

import java.util.Comparator;

/**
 * Orders absolute paths like a depth-first walk that visits children by name: a parent before its children, siblings in
 * the order of {@link String#compareTo}, and descendants before the next sibling. Comparing paths as strings would put
 * {@code /a b} and {@code /a-b} between {@code /a} and {@code /a/b}.
 */
public final class PathOrder implements Comparator<String> {

    public static final PathOrder INSTANCE = new PathOrder();

    private PathOrder() {}

    @Override
    public int compare(String left, String right) {
        int common = Math.min(left.length(), right.length());
        for (int i = 0; i < common; i++) {
            char one = left.charAt(i);
            char other = right.charAt(i);
            if (one != other) {
                // a name comes before longer names that start with it
                return one == '/' ? -1 : other == '/' ? 1 : Character.compare(one, other);
            }
        }
        return Integer.compare(left.length(), right.length());
    }
}
