package org.openguides.processing.internal.http;

import java.util.List;
import java.util.Optional;

/** What a path must look like before the repository is asked about it. */
final class PathSyntax {

    /** JCR 2.0, 3.2.2: these cannot be in a name; {@code a[1]} would be another way to write {@code a}. */
    private static final String NEVER_IN_A_NAME = "[]|*";

    /** Characters. Oak recurses over the names of a path. */
    static final int LONGEST = 2_000;

    private PathSyntax() {}

    /**
     * The path without one slash at its end.
     *
     * @return empty unless the path is absolute, of 2000 characters at most, without {@code .}, {@code ..} and empty segments, and made of
     *     characters that a name can have
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

    /** A code point that is a surrogate is half of a pair: no text that could be stored. */
    private static boolean isAllowed(int codePoint) {
        return !Character.isISOControl(codePoint)
                && NEVER_IN_A_NAME.indexOf(codePoint) < 0
                && Character.getType(codePoint) != Character.SURROGATE;
    }
}
