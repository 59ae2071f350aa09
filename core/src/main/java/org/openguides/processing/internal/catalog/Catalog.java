package org.openguides.processing.internal.catalog;

import javax.jcr.RepositoryException;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.dita.DocumentFacts;

/**
 * What is known of assets, as far as whoever asks may read them. It holds what their files say and nothing that depends on
 * other assets: whether a target is there is decided when somebody asks, so it cannot grow stale. Belongs to one thread.
 */
public interface Catalog {

    /** What may be at a path. */
    enum Presence {
        ASSET,
        /** Something else, such as a folder. */
        OTHER,
        NONE
    }

    /** Is shown assets. */
    @FunctionalInterface
    interface Visitor {

        /** Takes an asset and what its file says; says whether to go on. */
        boolean visit(String path, DocumentFacts document) throws RepositoryException;
    }

    /** What is at an absolute path; {@link Presence#NONE} too if no node could have such a path. */
    Presence presence(String path) throws RepositoryException;

    /** Asset at the path; empty if there is none. */
    Optional<AssetFacts> asset(String path) throws RepositoryException;

    /**
     * Path of an asset in the same folder whose name differs in upper and lower case, in its Unicode form, or in its
     * extension only; empty if there is none, or not among the first hundreds in the folder.
     */
    Optional<String> similar(String path) throws RepositoryException;

    /** What the asset's file refers to and defines; {@link DocumentFacts#NONE} if it was never processed. */
    DocumentFacts document(String path) throws RepositoryException;

    /** The same of many assets, in their order; holds all of them. */
    List<DocumentFacts> documents(List<AssetNode> assets) throws RepositoryException;

    /** How the last processing of each of the assets came off, in their order. */
    List<Standing> standings(List<AssetNode> assets) throws RepositoryException;

    /**
     * Paths of the assets that have a term, in path order. An asset has the terms of its last processing;
     * {@link Term.Field} says how soon it is found by them.
     *
     * @param folder at or below which they lie
     */
    List<String> assetsWith(Term term, String folder) throws RepositoryException;

    /**
     * Shows the assets at or below a folder, in path order, until the visitor has seen enough.
     *
     * @param after begins with the first asset behind this path, whether or not something is there; null for all
     */
    void visit(String folder, @Nullable String after, Visitor visitor) throws RepositoryException;
}
