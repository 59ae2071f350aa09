package org.openguides.processing.internal.reference;

import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.apache.jackrabbit.util.Text;

/**
 * The projects as one session sees them. A project is a folder with its subtree, and the scope of key definitions.
 * Caches the folders that were examined last. For one thread and short use.
 */
final class ProjectFolders {

    private static final int REMEMBERED = 10_000;

    private static final String CONTENT = "jcr:content/";

    private final Projects projects;
    private final Session session;
    private final Map<String, Boolean> marked = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    ProjectFolders(Projects projects, Session session) {
        this.projects = projects;
        this.session = session;
    }

    /**
     * Returns the project of a path: the nearest ancestor with the marker, otherwise the ancestor at the configured
     * depth. A path at a smaller depth belongs to its parent folder. Empty outside all content roots.
     */
    Optional<String> of(String path) throws RepositoryException {
        Optional<String> root = projects.rootOf(path);
        if (root.isEmpty()) {
            return root;
        }
        if (!projects.roots().marker().isEmpty()) {
            for (String folder = Text.getRelativeParent(path, 1);
                    folder.length() > root.get().length();
                    folder = Text.getRelativeParent(folder, 1)) {
                if (isMarked(folder)) {
                    return Optional.of(folder);
                }
            }
        }
        return Optional.of(Projects.folderAt(projects.roots().depth(), root.get(), path));
    }

    private boolean isMarked(String folder) throws RepositoryException {
        Boolean known = marked.get(folder);
        if (known == null) {
            known = hasMarker(folder);
            marked.put(folder, known);
        }
        return known;
    }

    private boolean hasMarker(String folder) throws RepositoryException {
        if (!session.nodeExists(folder)) {
            return false;
        }
        Node node = session.getNode(folder);
        String marker = projects.roots().marker();
        return node.hasProperty(marker) || node.hasProperty(CONTENT + marker);
    }
}
