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
 * A tree of folders and files, with the facts of each file. Paths are absolute, normalised, and separated by slashes.
 * Whether a path exists, and which ids a file has, is always current; the facts of a file, and the index of files by
 * facts, may date from when the file was last read. A tree contains what its user may read. For one thread.
 *
 * <p>All methods throw an {@link IOException} if the storage of the tree fails.
 */
public interface ContentTree {

    /** What exists at a path. */
    enum Presence {
        FILE,
        /** Another node, such as a folder. */
        OTHER,
        NONE
    }

    /** Visits files. */
    @FunctionalInterface
    interface Visitor {

        /** Visits a file with its facts; returns whether to continue. */
        boolean visit(String path, DocumentFacts document) throws IOException;
    }

    /** Returns what exists at a path; {@link Presence#NONE} also for paths that are invalid or outside the tree. */
    Presence presence(String path) throws IOException;

    /**
     * Returns whether a file that exists or has existed at a path may be mentioned to the user; cheaper than looking it
     * up.
     */
    default boolean isVisible(String path) throws IOException {
        return true;
    }

    /** Returns the file at a path; empty if there is none. */
    Optional<TreeFile> file(String path) throws IOException;

    /**
     * Returns the path of a file in the same folder whose name differs only in case, Unicode form, or extension; empty
     * if there is none, or the folder is too large to search.
     */
    Optional<String> similar(String path) throws IOException;

    /** Returns the facts of a file; {@link DocumentFacts#NONE} if they are unknown. */
    DocumentFacts document(String path) throws IOException;

    /** Returns the ids in a file; empty if they are unknown. */
    Optional<ElementIds> ids(String path) throws IOException;

    /** Returns the project of a path, which is the scope of key definitions; empty outside all projects. */
    Optional<String> project(String path) throws IOException;

    /** Returns the paths of the maps at and below a folder, in their order. */
    List<String> maps(String folder) throws IOException;

    /** Returns the paths of the files with a uuid, in their order; normally one. */
    List<String> withUuid(String uuid) throws IOException;

    /** Returns candidates: paths of files that may refer to a file by path or uuid, in their order. */
    Set<String> mayReferTo(TreeFile file) throws IOException;

    /**
     * Returns candidates: paths of files in the same project as a path that may refer to a key, with or without key
     * scope names, in their order.
     */
    Collection<String> mayReferToKey(String key, String path) throws IOException;

    /**
     * Visits the files at and below a folder, in the order of the tree, until the visitor stops.
     *
     * @param after path after which to start, which need not exist; null for the beginning
     */
    void visit(String folder, @Nullable String after, Visitor visitor) throws IOException;

    /** Returns the order in which the tree visits files. */
    Comparator<String> order();
}
