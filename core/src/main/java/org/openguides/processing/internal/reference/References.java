package org.openguides.processing.internal.reference;

import javax.jcr.RepositoryException;

import java.util.List;
import java.util.Optional;

import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.catalog.AssetFacts;
import org.openguides.processing.internal.catalog.Catalog;
import org.openguides.processing.internal.dita.DitaReference;
import org.openguides.processing.internal.dita.DocumentFacts;
import org.openguides.processing.internal.resolution.BrokenReferences;
import org.openguides.processing.internal.resolution.ContentTree;
import org.openguides.processing.internal.resolution.Deadline;
import org.openguides.processing.internal.resolution.Incoming;
import org.openguides.processing.internal.resolution.Outgoing;
import org.openguides.processing.internal.resolution.ProjectKeys;
import org.openguides.processing.internal.resolution.ProjectLinks;
import org.openguides.processing.internal.resolution.TreeReferences;

/** Resolves references of assets with the present catalog and files. Caches results; for one request and its thread. */
public final class References {

    private final Catalog catalog;
    private final ContentTree tree;
    private final TreeReferences references;

    /**
     * @param tree     content tree for the resolution
     * @param user     user whose view it is
     * @param keys     caches key definitions of projects across requests
     * @param deadline time limit
     */
    References(Catalog catalog, ContentTree tree, String user, ProjectKeys keys, Deadline deadline) {
        this.catalog = catalog;
        this.tree = tree;
        this.references = new TreeReferences(tree, user, keys, deadline);
    }

    /** Returns the asset at the path; empty if there is none. */
    public Optional<AssetFacts> asset(String path) throws RepositoryException {
        return catalog.asset(path);
    }

    /** Returns the assets with a uuid in path order; normally one. */
    public List<String> withUuid(String uuid) throws RepositoryException {
        return RepositoryTree.ask(() -> tree.withUuid(uuid));
    }

    /** Returns the facts from the files of the assets, in the given order. */
    public List<DocumentFacts> documents(List<AssetNode> assets) throws RepositoryException {
        return catalog.documents(assets);
    }

    /** Returns the references of the asset in document order. */
    public List<Outgoing> outgoing(String path) throws RepositoryException {
        return RepositoryTree.ask(() -> references.outgoing(path));
    }

    /** Returns the references to the asset in path order. */
    public List<Incoming> incoming(AssetFacts asset) throws RepositoryException {
        return RepositoryTree.ask(() -> references.incoming(RepositoryTree.file(asset)));
    }

    /** Returns the keys that the asset defines, without duplicates, in document order, qualified by its key scopes. */
    public List<String> keys(String path) throws RepositoryException {
        return RepositoryTree.ask(() -> references.keys(path));
    }

    /**
     * Returns the broken references of the assets at and below a folder in path order, and in document order within an
     * asset.
     *
     * @param from  where to begin; its path is at or below the folder
     * @param limit maximum number of references
     */
    public BrokenReferences.Page broken(String folder, BrokenReferences.Place from, int limit)
            throws RepositoryException {
        return RepositoryTree.ask(() -> references.broken(folder, from, limit));
    }

    /** Returns what the maps of a project state about its assets. */
    public ProjectLinks links(String project, Runnable progress) throws RepositoryException {
        return RepositoryTree.ask(() -> references.links(project, progress));
    }

    /**
     * Returns the path of the asset that a reference names directly, by its path or uuid and regardless of its
     * fragment: the expected path if it does not exist, and empty if the reference does not point at a file.
     *
     * @param path  path of the referring asset
     * @param links the maps of its project, whose targets need not be looked up again
     */
    public Optional<String> target(String path, DitaReference reference, ProjectLinks links)
            throws RepositoryException {
        return RepositoryTree.ask(() -> references.target(path, reference, links));
    }

    /**
     * Returns whether the asset at a path is a map.
     *
     * @param links the maps of a project, which include all its maps
     */
    public boolean isMap(String path, ProjectLinks links) throws RepositoryException {
        return RepositoryTree.ask(() -> references.isMap(path, links));
    }

    /**
     * Returns the broken references of an asset that depend on the maps of its project: undefined keys, and files that
     * do not exist under their path or uuid and are not created by publishing.
     *
     * @param document facts from the file of the asset
     * @param most     maximum number of references, since each missing file costs a query or the listing of a folder
     */
    public List<Outgoing> brokenElsewhere(String path, DocumentFacts document, ProjectLinks links, int most)
            throws RepositoryException {
        return RepositoryTree.ask(() -> references.brokenElsewhere(path, document, links, most));
    }

    /** Returns the project of a path; the path itself outside all projects. */
    public String project(String path) throws RepositoryException {
        return RepositoryTree.ask(() -> references.project(path));
    }
}
