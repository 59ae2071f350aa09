package org.openguides.processing.internal.resolution;

import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.dita.DocumentFacts;
import org.openguides.processing.internal.dita.ElementIds;

/**
 * Files in folders, and what each of them says by itself. Paths are absolute, normalised, and have slashes. Whether something is at a
 * path, and which ids a file has, is as it is now; what a file says, and by what it is found, may be as of when it was last read. A tree
 * shows what its user may read. Belongs to one thread.
 *
 * <p>All methods throw an {@link IOException} if the storage of the tree fails.
 */
public interface ContentTree {

    /** What may be at a path. */
    enum Presence {
        FILE,
        /** Something else, such as a folder. */
        OTHER,
        NONE
    }

    /** Is shown files. */
    @FunctionalInterface
    interface Visitor {

        /** Takes a file and what it says; says whether to go on. */
        boolean visit(String path, DocumentFacts document) throws IOException;
    }

    /** What is at a path; {@link Presence#NONE} too for what lies outside of the tree, or can be no path. */
    Presence presence(String path) throws IOException;

    /** Whether the user may be told of a file that is known to be, or to have been, at a path; costs less than to look. */
    default boolean isVisible(String path) throws IOException {
        return true;
    }

    /** File at a path; empty if there is none. */
    Optional<TreeFile> file(String path) throws IOException;

    /**
     * Path of a file in the same folder whose name differs in upper and lower case, in its Unicode form, or in its extension only;
     * empty if there is none, or the folder is too large to look for it.
     */
    Optional<String> similar(String path) throws IOException;

    /** What a file refers to and defines; {@link DocumentFacts#NONE} if that is unknown. */
    DocumentFacts document(String path) throws IOException;

    /** The ids in a file; empty if they are unknown. */
    Optional<ElementIds> ids(String path) throws IOException;

    /** The project that a path lies in: keys are defined for the files of a project. Empty outside of all projects. */
    Optional<String> project(String path) throws IOException;

    /** Paths of the maps at and below a folder, in their order. */
    List<String> maps(String folder) throws IOException;

    /** Paths of the files that have a uuid, in their order: one, unless something is wrong. */
    List<String> withUuid(String uuid) throws IOException;

    /** Paths of files that may refer to a file by its path or its uuid, in their order. Some may not. */
    Set<String> mayReferTo(TreeFile file) throws IOException;

    /**
     * Paths of files of the project of a path that may refer to a key by its name, with or without names of key scopes before it, in
     * their order. Some may not.
     */
    Collection<String> mayReferToKey(String key, String path) throws IOException;

    /**
     * Shows the files at and below a folder, in the order of the tree, until the visitor has seen enough.
     *
     * @param after begins with the first file behind this path, whether or not something is there; null for all
     */
    void visit(String folder, @Nullable String after, Visitor visitor) throws IOException;

    /** The order in which the tree shows its files. */
    Comparator<String> order();
}
