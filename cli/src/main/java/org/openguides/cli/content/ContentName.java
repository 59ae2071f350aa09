package org.openguides.cli.content;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Checks names: which ones the repository can store, and which of those a file upload would change. Verified with
 * Sling's POST servlet 2.6.0 on Oak 1.58.0.
 */
final class ContentName {
    /** Characters that are invalid in names (JCR 2.0, 3.2.2), in HTTP headers, or in Oak. */
    private static final Pattern FORBIDDEN = Pattern.compile("[/:\\[\\]|*\\x00-\\x1f]");

    /**
     * Names that the upload handler escapes (percent sign, quotes, dots in short names), and those with a suffix that
     * it interprets as a command.
     */
    private static final Pattern CHANGED = Pattern.compile(".*[%'\"\\\\].*|.?\\..?|.*@[A-Z][A-Za-z]*", Pattern.DOTALL);

    /**
     * Characters that are ambiguous in the header of a part: there is no common escape for quotes and backslashes, and
     * {@code =?} starts an encoded word.
     */
    private static final Pattern UNFIT_FOR_HEADER = Pattern.compile("[\"\\\\]|=\\?");

    private ContentName() {}

    /** Returns why the repository cannot store a node with exactly this name; empty if it can. */
    static Optional<String> problem(String name) {
        if (name.isEmpty()) {
            return Optional.of("a name is empty");
        }
        if (FORBIDDEN.matcher(name).find()) {
            return Optional.of("a name may hold none of / : [ ] | * and no control character");
        }
        if (name.startsWith(" ") || name.endsWith(" ")) {
            return Optional.of("a name may not begin or end with a space");
        }
        if (name.chars().allMatch(c -> c == '.')) {
            return Optional.of("a name may not consist of dots");
        }
        if (name.startsWith("{") && name.indexOf('}') <= 1) {
            return Optional.of("a name may not begin with { or {}, which stand for a namespace");
        }
        return undecoded(name)
                ? Optional.of("the name is not readable in this locale or not UTF-8; try with LC_ALL=C.UTF-8")
                : Optional.empty();
    }

    /**
     * Returns whether a plain upload to this path keeps the name and creates a file. Without a dot within the name, the
     * type of node would depend on its parent.
     */
    static boolean survivesUpload(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.indexOf('.') > 0
                && !CHANGED.matcher(name).matches()
                && !UNFIT_FOR_HEADER.matcher(path).find();
    }

    private static boolean undecoded(String name) {
        return name.codePoints().anyMatch(c -> c == '\ufffd' || Character.getType(c) == Character.SURROGATE);
    }
}
