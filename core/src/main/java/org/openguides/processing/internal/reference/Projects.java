package org.openguides.processing.internal.reference;

import javax.jcr.Session;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.openguides.processing.internal.text.Subtrees;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Where the content is, and which folders of it are projects.
 *
 * @param contentRoots absolute paths; what lies elsewhere is no content
 * @param roots        which folders below them are projects
 */
@Component(service = Projects.class, configurationPid = "org.openguides.processing.http")
public record Projects(List<String> contentRoots, ProjectRoots roots) {

    /** The part of the HTTP API's configuration that matters here. */
    @interface Config {
        String[] contentRoots() default {"/content/dam"};
    }

    @Activate
    public Projects(Config config, @Reference(name = "roots") ProjectRoots roots) {
        this(Arrays.asList(config.contentRoots()), roots);
    }

    /** Projects that are the first folders below a content root. */
    public Projects(List<String> contentRoots) {
        this(contentRoots, ProjectRoots.DEFAULT);
    }

    public Projects {
        contentRoots = contentRoots.stream()
                .map(String::strip)
                .map(root -> root.length() > 1 && root.endsWith("/") ? root.substring(0, root.length() - 1) : root)
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
    }

    /** The projects as a session sees them. */
    ProjectFolders in(Session session) {
        return new ProjectFolders(this, session);
    }

    /**
     * The first folder below a content root that a path lies in; what lies directly in a root has that root. Empty outside of
     * all content roots. References within it are kept by name, those that leave it by path; that must not depend on a setting,
     * which may change while what is kept stays.
     */
    Optional<String> areaOf(String path) {
        return rootOf(path).map(root -> folderAt(1, root, path));
    }

    /** The folder so many levels below the root that a path lies in; if it lies less deep, the one that it lies in. */
    static String folderAt(int depth, String root, String path) {
        int end = root.equals("/") ? 0 : root.length();
        for (int level = 0; level < depth; level++) {
            int next = path.indexOf('/', end + 1);
            if (end >= path.length() || next < 0) {
                break;
            }
            end = next;
        }
        return end == 0 ? "/" : path.substring(0, end);
    }

    /** The content root that a path lies in. */
    Optional<String> rootOf(String path) {
        return contentRoots.stream()
                .filter(root -> Subtrees.contains(root, path))
                .findFirst();
    }
}
