package org.openguides.processing.internal.catalog;

import javax.jcr.RepositoryException;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.dita.DocumentFacts;

/**
 * Provides the facts about assets, limited to those that the session may read. It contains what the files of assets say
 * and nothing that depends on other assets: whether a target exists is determined on request, so that it cannot become
 * stale. Belongs to one thread.
 */
public interface Catalog {

    /** What exists at a path. */
    enum Presence {
        ASSET,
        /** Something else, such as a folder. */
        OTHER,
        NONE
    }

    /** Visits assets. */
    @FunctionalInterface
    interface Visitor {

        /** Visits an asset with the facts of its file; returns whether to continue. */
        boolean visit(String path, DocumentFacts document) throws RepositoryException;
    }

    /** Returns what exists at an absolute path; {@link Presence#NONE} also for paths that are invalid for nodes. */
    Presence presence(String path) throws RepositoryException;

    /** Returns the asset at the path; empty if there is none. */
    Optional<AssetFacts> asset(String path) throws RepositoryException;

    /**
     * Returns the path of an asset in the same folder whose name differs only in case, Unicode normalisation, or
     * extension; empty if there is none among the first hundreds of names in the folder.
     */
    Optional<String> similar(String path) throws RepositoryException;

    /**
     * Returns the references and definitions in the asset's file; {@link DocumentFacts#NONE} if it was never processed.
     */
    DocumentFacts document(String path) throws RepositoryException;

    /** Returns the references and definitions of many assets, in the given order; holds all of them in memory. */
    List<DocumentFacts> documents(List<AssetNode> assets) throws RepositoryException;

    /** Returns the outcome of the last processing of each asset, in the given order. */
    List<Standing> standings(List<AssetNode> assets) throws RepositoryException;

    /**
     * Returns the paths of the assets that have a term, in path order. An asset has the terms of its last processing;
     * {@link Term.Field} defines when it is found by them.
     *
     * @param folder only assets at or below this path
     */
    List<String> assetsWith(Term term, String folder) throws RepositoryException;

    /**
     * Visits the assets at or below a folder, in path order, until the visitor stops.
     *
     * @param after starts with the first asset after this path, which need not exist; null for all
     */
    void visit(String folder, @Nullable String after, Visitor visitor) throws RepositoryException;
}
