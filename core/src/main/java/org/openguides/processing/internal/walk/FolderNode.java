package org.openguides.processing.internal.walk;

import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import org.jspecify.annotations.Nullable;

/**
 * Caches the node of the current folder for a session: looking up children by their full paths would cost a step per
 * level. For one thread.
 */
final class FolderNode {

    private @Nullable Session session;
    private @Nullable Folder folder;
    private @Nullable Node node;

    /**
     * Returns the node of a folder.
     *
     * @throws javax.jcr.PathNotFoundException if it no longer exists
     */
    Node of(Folder wanted, String path, Session reader) throws RepositoryException {
        Node known = node;
        if (known == null || session != reader || folder != wanted) {
            known = reader.getNode(path);
            node = known;
            session = reader;
            folder = wanted;
        }
        return known;
    }
}
