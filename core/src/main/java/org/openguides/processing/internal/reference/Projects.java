package org.openguides.processing.internal.reference;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.openguides.processing.internal.text.Subtrees;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The content roots, and which folders below them are projects.
 *
 * @param contentRoots absolute paths; nodes elsewhere are not content
 * @param roots        which folders below them are projects
 */
@Component(service = Projects.class, configurationPid = "org.openguides.processing.http")
public record Projects(List<String> contentRoots, ProjectRoots roots) {

    /** The property of the HTTP API's configuration that is needed here. */
    @interface Config {
        String[] contentRoots() default {"/content/dam"};
    }

    @Activate
    public Projects(Config config, @Reference(name = "roots") ProjectRoots roots) {
        this(Arrays.asList(config.contentRoots()), roots);
    }

    /** Creates projects that are the direct children of the content roots. */
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

    /**
     * Returns the child of a content root that a path is in, or the root itself for a direct child. Empty outside all
     * content roots. References within this folder are stored by name, others by path; this must not depend on a
     * setting, which may change while stored references remain.
     */
    Optional<String> areaOf(String path) {
        return rootOf(path).map(root -> folderAt(1, root, path));
    }

    /**
     * Returns the ancestor at the given number of levels below the root, or the parent of a path at a smaller depth.
     */
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

    /** Returns the content root of a path. */
    Optional<String> rootOf(String path) {
        return contentRoots.stream()
                .filter(root -> Subtrees.contains(root, path))
                .findFirst();
    }
}
