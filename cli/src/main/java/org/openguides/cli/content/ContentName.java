package org.openguides.cli.content;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which names the repository can hold, and which of them a file upload would change on the way. Tried against Sling's POST
 * servlet 2.6.0 on Oak 1.58.0.
 */
final class ContentName {
    /** JCR 2.0, 3.2.2; and what no HTTP header can carry or Oak refuses. */
    private static final Pattern FORBIDDEN = Pattern.compile("[/:\\[\\]|*\\x00-\\x1f]");

    /** The names that the upload handler escapes (percent sign, quotes, dots in short names) and those whose end it reads as a command. */
    private static final Pattern CHANGED = Pattern.compile(".*[%'\"\\\\].*|.?\\..?|.*@[A-Z][A-Za-z]*", Pattern.DOTALL);

    /** What the header of a part cannot carry: no escape for quotes and backslashes is agreed on, {@code =?} begins an encoded word. */
    private static final Pattern UNFIT_FOR_HEADER = Pattern.compile("[\"\\\\]|=\\?");

    private ContentName() {}

    /** Why the repository cannot hold a node of exactly this name; empty if it can. */
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
     * Whether a plain upload to this path keeps the name and makes a file: without a dot inside the name it would depend
     * on the type of the parent.
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
