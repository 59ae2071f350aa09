package org.openguides.processing.internal.http;

import java.util.List;
import java.util.Optional;

/** Checks the syntax of paths before they are passed to the repository. */
final class PathSyntax {

    /** Characters that are invalid in names (JCR 2.0, 3.2.2); {@code a[1]} would be another notation for {@code a}. */
    private static final String NEVER_IN_A_NAME = "[]|*";

    /** Maximum length in characters, since Oak processes the names of a path recursively. */
    static final int LONGEST = 2_000;

    private PathSyntax() {}

    /**
     * Returns the path without one trailing slash.
     *
     * @return empty unless the path is absolute, has at most 2000 characters, all valid in names, and has no {@code .},
     *     {@code ..} or empty segments
     */
    static Optional<String> normalised(String path) {
        if (path.length() > LONGEST) {
            return Optional.empty();
        }
        if (path.equals("/")) {
            return Optional.of(path);
        }
        String bare = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        boolean sound = bare.startsWith("/")
                && List.of(bare.substring(1).split("/", -1)).stream().allMatch(PathSyntax::isSegment)
                && bare.codePoints().allMatch(PathSyntax::isAllowed);
        return sound ? Optional.of(bare) : Optional.empty();
    }

    private static boolean isSegment(String segment) {
        return !segment.isEmpty() && !segment.equals(".") && !segment.equals("..");
    }

    /** A surrogate code point is an unpaired surrogate, which cannot be stored. */
    private static boolean isAllowed(int codePoint) {
        return !Character.isISOControl(codePoint)
                && NEVER_IN_A_NAME.indexOf(codePoint) < 0
                && Character.getType(codePoint) != Character.SURROGATE;
    }
}
