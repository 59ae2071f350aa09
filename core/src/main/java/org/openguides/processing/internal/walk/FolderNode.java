package org.openguides.processing.internal.walk;

import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import org.jspecify.annotations.Nullable;

/**
 * The node of the folder that a walk is in, looked up once for each session: to look up its children by their whole paths
 * would cost each level anew. For one thread.
 */
final class FolderNode {

    private @Nullable Session session;
    private @Nullable Folder folder;
    private @Nullable Node node;

    /**
     * The node of a folder.
     *
     * @throws javax.jcr.PathNotFoundException if it is gone
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
