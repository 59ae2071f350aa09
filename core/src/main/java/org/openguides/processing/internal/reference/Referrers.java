package org.openguides.processing.internal.reference;

import javax.jcr.RepositoryException;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.apache.jackrabbit.util.Text;
import org.openguides.processing.internal.catalog.Catalog;
import org.openguides.processing.internal.catalog.Term;
import org.openguides.processing.internal.resolution.Mentions;
import org.openguides.processing.internal.walk.PathOrder;

/** Finds assets that may refer to another one; callers must check their references. */
final class Referrers {

    private final Catalog catalog;
    private final Projects projects;
    private final ProjectFolders folders;

    Referrers(Catalog catalog, Projects projects, ProjectFolders folders) {
        this.catalog = catalog;
        this.projects = projects;
        this.folders = folders;
    }

    /**
     * Returns paths of assets that may refer to an asset by path or uuid, in path order.
     *
     * @param uuid uuid of the asset; empty if it has none
     */
    Set<String> toFile(String path, String uuid) throws RepositoryException {
        Set<String> found = new TreeSet<>(PathOrder.INSTANCE);
        Optional<String> area = projects.areaOf(path);
        if (area.isPresent()) {
            String name = Text.getName(path);
            found.addAll(catalog.assetsWith(Term.refersToName(name), area.get()));
            found.addAll(inContent(Term.refersToPath(path), path));
            if (!uuid.isEmpty()) {
                found.addAll(inContent(Term.refersToUuid(uuid), path));
            }
        }
        return found;
    }

    /** Returns paths of assets in the same project as the given path that may refer to a key, in path order. */
    List<String> toKey(String key, String path) throws RepositoryException {
        Optional<String> project = folders.of(path);
        return project.isEmpty()
                ? List.of()
                : catalog.assetsWith(Term.refersToKey(Mentions.indexed(key)), project.get());
    }

    private List<String> inContent(Term term, String path) throws RepositoryException {
        return catalog.assetsWith(term, projects.rootOf(path).orElse(path));
    }
}
