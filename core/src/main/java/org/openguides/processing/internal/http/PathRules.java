package org.openguides.processing.internal.http;

import javax.jcr.RepositoryException;

import java.util.Collection;
import java.util.List;
import java.util.Set;

import org.openguides.processing.internal.text.Subtrees;

/** Validates the paths of a request. */
final class PathRules {

    private final List<String> contentRoots;

    /** Creates rules for content at or below the given roots. */
    PathRules(List<String> contentRoots) {
        this.contentRoots = contentRoots;
    }

    /**
     * Returns the canonical path of an existing asset or folder.
     *
     * @param path  path as sent by the client; surrounding white space, which no name in Oak begins or ends with, and
     *     one trailing slash are ignored
     * @param field name of the field
     * @throws RejectedException if the path is invalid, lies outside of the content roots, or cannot be read by the
     *     caller
     */
    String target(String path, String field, Caller caller) throws RepositoryException {
        String normalised = normalised(path.trim(), path, field);
        checkRoot(normalised, field);
        String found = caller.find(normalised)
                .orElseThrow(() -> new RejectedException(
                        ProblemType.PATH_NOT_FOUND,
                        "There is nothing at " + Quoted.text(normalised) + " that you can read.",
                        field));
        checkRoot(found, field);
        return found;
    }

    /**
     * Returns the path of an asset or folder that need not exist: the canonical path if the caller can read it.
     *
     * @param path  path as sent by the client; surrounding white space and one trailing slash are ignored
     * @param field name of the field
     * @throws RejectedException if the path is invalid or lies outside of the content roots
     */
    String question(String path, String field, Caller caller) throws RepositoryException {
        String normalised = normalised(path.trim(), path, field);
        checkRoot(normalised, field);
        String found = caller.find(normalised).orElse(normalised);
        checkRoot(found, field);
        return found;
    }

    /**
     * Returns the path of a subtree to exclude: the canonical path if it exists. It may lie outside of the content
     * roots and need not exist.
     *
     * @param path  path as sent by the client; the leading slash is optional
     * @param field name of the field
     * @throws RejectedException if the path is invalid
     */
    String exclusion(String path, String field, Caller caller) throws RepositoryException {
        String trimmed = path.trim();
        String absolute = trimmed.startsWith("/") || trimmed.isEmpty() ? trimmed : "/" + trimmed;
        String normalised = normalised(absolute, path, field);
        return caller.find(normalised).orElse(normalised);
    }

    /** Removes paths that lie below other ones, keeping the order. */
    static List<String> outermost(Collection<String> paths) {
        Set<String> all = Set.copyOf(paths);
        return paths.stream()
                .distinct()
                .filter(path -> !Subtrees.anyIsAbove(all, path))
                .toList();
    }

    /** Removes paths that are completely excluded, keeping the order. */
    static List<String> remaining(List<String> paths, Collection<String> exclusions) {
        Set<String> excluded = Set.copyOf(exclusions);
        return paths.stream()
                .filter(path -> !Subtrees.anyContains(excluded, path))
                .toList();
    }

    private void checkRoot(String path, String field) {
        if (contentRoots.stream().noneMatch(root -> Subtrees.contains(root, path))) {
            throw new RejectedException(
                    ProblemType.PATH_OUTSIDE_CONTENT_ROOT,
                    "The path " + Quoted.text(path) + " lies outside of the content that can be processed: "
                            + String.join(", ", contentRoots) + ".",
                    field);
        }
    }

    /**
     * Returns the path without a trailing slash.
     *
     * @throws RejectedException if the path is invalid
     */
    static String normalised(String path, String asSent, String field) {
        if (path.length() > PathSyntax.LONGEST) {
            throw new RejectedException(
                    ProblemType.INVALID_PATH,
                    "A path has " + path.length() + " characters, and may have " + PathSyntax.LONGEST + ".",
                    field);
        }
        return PathSyntax.normalised(path)
                .orElseThrow(() -> new RejectedException(
                        ProblemType.INVALID_PATH,
                        "The path " + Quoted.text(asSent)
                                + " is not an absolute path without empty, \".\" and \"..\" segments.",
                        field));
    }
}
