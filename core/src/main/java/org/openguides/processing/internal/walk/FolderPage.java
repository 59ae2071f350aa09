package org.openguides.processing.internal.walk;

import javax.jcr.Node;
import javax.jcr.PathNotFoundException;
import javax.jcr.RepositoryException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.asset.AssetNode;

/**
 * Some children of a folder that a walk would visit, ordered by name, as far as the session can read them. Immutable.
 *
 * @param children assets, and nodes that may contain some
 * @param next     name after which to continue; null if no child is left
 */
public record FolderPage(List<Child> children, @Nullable String next) {

    /** What a child of a folder is. */
    public enum Kind {
        FOLDER,
        ASSET
    }

    /** A child with its name. */
    public record Child(String name, Kind kind) {}

    public FolderPage {
        children = List.copyOf(children);
    }

    /**
     * Reads the names of all children once, and examines up to {@code limit} of them.
     *
     * @param folder   any node; an asset and nodes inside an asset have no children here
     * @param after    only children with greater names; null for all
     * @param limit    number of children to examine; at least 1
     * @param deadline called for each name that is read; may throw to stop
     */
    public static FolderPage read(Node folder, @Nullable String after, int limit, Runnable deadline)
            throws RepositoryException {
        if (!AssetNode.mayHoldAssets(folder) || AssetNode.isInsideAsset(folder)) {
            return new FolderPage(List.of(), null);
        }
        ChildNames names = ChildNames.read(folder, after, limit, name -> {
            deadline.run();
            return SkippedNames.DEFAULT.test(name);
        });
        List<Child> children = new ArrayList<>();
        for (String name : names.names()) {
            kind(folder, name).ifPresent(kind -> children.add(new Child(name, kind)));
        }
        return new FolderPage(
                children, names.last() ? null : names.names().get(names.names().size() - 1));
    }

    /** Empty for other nodes, such as a content fragment, and for one that was just removed. */
    private static Optional<Kind> kind(Node folder, String name) throws RepositoryException {
        try {
            Node child = folder.getNode(name);
            if (AssetNode.ofOutermost(child).isPresent()) {
                return Optional.of(Kind.ASSET);
            }
            return AssetNode.mayHoldAssets(child) ? Optional.of(Kind.FOLDER) : Optional.empty();
        } catch (PathNotFoundException gone) {
            return Optional.empty();
        }
    }
}
