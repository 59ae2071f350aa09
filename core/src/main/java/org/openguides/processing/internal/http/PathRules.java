package org.openguides.processing.internal.http;

import javax.jcr.RepositoryException;

import java.util.Collection;
import java.util.List;
import java.util.Set;

import org.openguides.processing.internal.text.Subtrees;

/** Decides which paths a run may have. */
final class PathRules {

    private final List<String> contentRoots;

    /** Rules for content at or below the given roots. */
    PathRules(List<String> contentRoots) {
        this.contentRoots = contentRoots;
    }

    /**
     * The path of an asset or folder, as the repository has it.
     *
     * @param path  as the client sent it; blanks around it, with which no name of Oak begins or ends, and one slash at its
     *     end do not matter
     * @param field the field it was in
     * @throws RejectedException unless it is sound, lies at or below a content root, and the caller can read it
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
     * The path of an asset or folder that need not be there; as the repository has it if the caller can read it.
     *
     * @param path  as the client sent it; blanks around it and one slash at its end do not matter
     * @param field the field it was in
     * @throws RejectedException unless it is sound and lies at or below a content root
     */
    String question(String path, String field, Caller caller) throws RepositoryException {
        String normalised = normalised(path.trim(), path, field);
        checkRoot(normalised, field);
        String found = caller.find(normalised).orElse(normalised);
        checkRoot(found, field);
        return found;
    }

    /**
     * The path of a subtree to leave out, as the repository has it if it is there. It may lie anywhere and need not
     * exist.
     *
     * @param path  as the client sent it; also without the slash at its beginning
     * @param field the field it was in
     * @throws RejectedException unless it is sound
     */
    String exclusion(String path, String field, Caller caller) throws RepositoryException {
        String trimmed = path.trim();
        String absolute = trimmed.startsWith("/") || trimmed.isEmpty() ? trimmed : "/" + trimmed;
        String normalised = normalised(absolute, path, field);
        return caller.find(normalised).orElse(normalised);
    }

    /** The same subtrees with as few paths as possible, in the same order. */
    static List<String> outermost(Collection<String> paths) {
        Set<String> all = Set.copyOf(paths);
        return paths.stream()
                .distinct()
                .filter(path -> !Subtrees.anyIsAbove(all, path))
                .toList();
    }

    /** The paths that do not lie wholly inside an exclusion, in the same order. */
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
     * The path without a slash at its end.
     *
     * @throws RejectedException unless it is sound
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
