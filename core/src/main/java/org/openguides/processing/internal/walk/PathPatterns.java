package org.openguides.processing.internal.walk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

import org.openguides.processing.internal.text.Subtrees;

/** A list of paths and of regular expressions for whole paths. Immutable; safe for use by multiple threads. */
final class PathPatterns {

    /** Prefix of an entry that is a regular expression, as in the configuration of AEM Guides. */
    static final String REGEX = "regex:";

    private final Set<String> paths = new HashSet<>();
    private final List<PathExpression> expressions = new ArrayList<>();

    /**
     * @param field   name of the configuration property, for messages
     * @param entries paths without a trailing slash, and expressions after {@link #REGEX}
     * @throws IllegalArgumentException if entries are wrong; the message names the field, each wrong entry and how to
     *                                  correct it
     */
    PathPatterns(String field, List<String> entries) {
        List<String> complaints = new ArrayList<>();
        for (String entry : entries) {
            String stripped = entry.strip();
            String complaint =
                    stripped.startsWith(REGEX) ? addExpression(stripped.substring(REGEX.length())) : addPath(stripped);
            if (!complaint.isEmpty()) {
                complaints.add(stripped.isEmpty() ? complaint : "\"" + stripped + "\" " + complaint);
            }
        }
        if (!complaints.isEmpty()) {
            throw new IllegalArgumentException(field + ": " + String.join("; ", complaints));
        }
    }

    /** Returns a complaint; empty if there is none. */
    private String addExpression(String expression) {
        if (expression.isBlank()) {
            return "has no expression: add one, or remove the entry";
        }
        try {
            PathExpression parsed = new PathExpression(expression);
            if (!parsed.mayMatchBelow("/")) {
                return "matches no path: each path begins with a slash, and the expression has to match all of it";
            }
            expressions.add(parsed);
            return "";
        } catch (PatternSyntaxException e) {
            return "is not a regular expression of Java: correct it at character " + (e.getIndex() + 1) + " ("
                    + e.getDescription() + ")";
        }
    }

    private String addPath(String path) {
        String complaint = complaintAbout(path);
        if (complaint.isEmpty()) {
            paths.add(path);
        }
        return complaint;
    }

    /** Returns what is wrong with a path that is not an expression; empty if it is valid. */
    static String complaintAbout(String path) {
        if (path.isEmpty()) {
            return "remove the blank entry";
        }
        if (!path.startsWith("/")) {
            return "does not begin with a slash: write an absolute path, or " + REGEX + " and a regular expression";
        }
        if (path.length() > 1 && path.endsWith("/")) {
            return "ends with a slash: remove it";
        }
        if (path.chars().anyMatch(each -> "[]|*".indexOf(each) >= 0)) {
            return "has a character that no name has ([ ] | *): for a pattern write " + REGEX
                    + " and a regular expression";
        }
        boolean plain = path.equals("/")
                || Arrays.stream(path.substring(1).split("/", -1))
                        .noneMatch(name -> name.isEmpty() || name.equals(".") || name.equals(".."));
        return plain ? "" : "has an empty, \".\" or \"..\" segment: write the path without it";
    }

    /** Returns whether an entry matches the path, or may match it but cannot be decided. */
    boolean mayMatch(String path) {
        return paths.contains(path)
                || expressions.stream().anyMatch(each -> each.match(path) != PathExpression.Match.NO);
    }

    /**
     * Returns whether an entry matches the path, without being an expression that matches the parent too: such a one
     * says nothing about the path itself.
     *
     * @param parent path of the parent; empty for the root of the repository
     */
    boolean matchesFirst(String path, String parent) {
        return paths.contains(path)
                || expressions.stream()
                        .anyMatch(each -> each.match(path) == PathExpression.Match.YES
                                && (parent.isEmpty() || each.match(parent) == PathExpression.Match.NO));
    }

    /** Returns whether an entry may match a path below the folder. */
    boolean mayMatchBelow(String folder) {
        return paths.stream().anyMatch(path -> !path.equals(folder) && Subtrees.contains(folder, path))
                || expressions.stream().anyMatch(each -> each.mayMatchBelow(folder));
    }
}
