package org.openguides.processing.internal.reference;

import javax.jcr.RepositoryException;

import java.util.List;
import java.util.Optional;

import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.catalog.AssetFacts;
import org.openguides.processing.internal.catalog.Catalog;
import org.openguides.processing.internal.dita.DocumentFacts;
import org.openguides.processing.internal.resolution.BrokenReferences;
import org.openguides.processing.internal.resolution.ContentTree;
import org.openguides.processing.internal.resolution.Deadline;
import org.openguides.processing.internal.resolution.Incoming;
import org.openguides.processing.internal.resolution.Outgoing;
import org.openguides.processing.internal.resolution.ProjectKeys;
import org.openguides.processing.internal.resolution.ProjectLinks;
import org.openguides.processing.internal.resolution.TreeReferences;

/**
 * Tells what references of assets come to, as the catalog and the files are now. What was asked once is remembered: for one request
 * and its thread.
 */
public final class References {

    private final Catalog catalog;
    private final ContentTree tree;
    private final TreeReferences references;

    /**
     * @param tree     what there is
     * @param user     whose view it is
     * @param keys     remembers what the maps of projects define, from one request to the next
     * @param deadline when to give up
     */
    References(Catalog catalog, ContentTree tree, String user, ProjectKeys keys, Deadline deadline) {
        this.catalog = catalog;
        this.tree = tree;
        this.references = new TreeReferences(tree, user, keys, deadline);
    }

    /** The asset at the path; empty if there is none. */
    public Optional<AssetFacts> asset(String path) throws RepositoryException {
        return catalog.asset(path);
    }

    /** The assets with a uuid, in path order: one, unless something is wrong. */
    public List<String> withUuid(String uuid) throws RepositoryException {
        return RepositoryTree.ask(() -> tree.withUuid(uuid));
    }

    /** What the files of the assets say, in their order. */
    public List<DocumentFacts> documents(List<AssetNode> assets) throws RepositoryException {
        return catalog.documents(assets);
    }

    /** What the asset refers to, in document order. */
    public List<Outgoing> outgoing(String path) throws RepositoryException {
        return RepositoryTree.ask(() -> references.outgoing(path));
    }

    /** What refers to the asset, in path order. */
    public List<Incoming> incoming(AssetFacts asset) throws RepositoryException {
        return RepositoryTree.ask(() -> references.incoming(RepositoryTree.file(asset)));
    }

    /** The keys that the asset defines, each once, in document order; with the names of key scopes as far as it has them. */
    public List<String> keys(String path) throws RepositoryException {
        return RepositoryTree.ask(() -> references.keys(path));
    }

    /**
     * The broken references of the assets at and below a folder, in path order, those of one asset in document order.
     *
     * @param from  where to begin; its path is at or below the folder
     * @param limit how many at most
     */
    public BrokenReferences.Page broken(String folder, BrokenReferences.Place from, int limit)
            throws RepositoryException {
        return RepositoryTree.ask(() -> references.broken(folder, from, limit));
    }

    /** What the maps of a project say of its assets. */
    public ProjectLinks links(String project, Runnable progress) throws RepositoryException {
        return RepositoryTree.ask(() -> references.links(project, progress));
    }

    /**
     * Whether there is a map at a path.
     *
     * @param links what is known of a project: of its assets no other is a map
     */
    public boolean isMap(String path, ProjectLinks links) throws RepositoryException {
        return RepositoryTree.ask(() -> references.isMap(path, links));
    }

    /**
     * The broken references of the asset that cannot be told before the maps of its project are known: keys that no map defines, and
     * files that are not there, by their uuid either, and that publishing does not make.
     *
     * @param document what its file says
     * @param most     after how many of them not to look any further: each file that is missing costs a query or the list of a folder
     */
    public List<Outgoing> brokenElsewhere(String path, DocumentFacts document, ProjectLinks links, int most)
            throws RepositoryException {
        return RepositoryTree.ask(() -> references.brokenElsewhere(path, document, links, most));
    }

    /** The project that a path lies in; the path itself outside of all projects. */
    public String project(String path) throws RepositoryException {
        return RepositoryTree.ask(() -> references.project(path));
    }
}
