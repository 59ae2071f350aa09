package org.openguides.processing.internal.reference;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.openguides.processing.internal.text.Subtrees;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * The projects of the content. A project is a first folder below a content root, with all that lies below it: what keys mean
 * is decided within it.
 *
 * @param contentRoots absolute paths; what lies elsewhere is no content
 */
@Component(service = Projects.class, configurationPid = "org.openguides.processing.http")
public record Projects(List<String> contentRoots) {

    /** The part of the HTTP API's configuration that matters here. */
    @interface Config {
        String[] contentRoots() default {"/content/dam"};
    }

    @Activate
    public Projects(Config config) {
        this(Arrays.asList(config.contentRoots()));
    }

    public Projects {
        contentRoots = contentRoots.stream()
                .map(String::strip)
                .map(root -> root.length() > 1 && root.endsWith("/") ? root.substring(0, root.length() - 1) : root)
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
    }

    /** The project that a path lies in; empty outside of all content roots. What lies directly in a root has that root. */
    public Optional<String> of(String path) {
        return rootOf(path).map(root -> {
            int end = path.indexOf('/', root.equals("/") ? 1 : root.length() + 1);
            return end < 0 ? root : path.substring(0, end);
        });
    }

    /** The content root that a path lies in. */
    Optional<String> rootOf(String path) {
        return contentRoots.stream()
                .filter(root -> Subtrees.contains(root, path))
                .findFirst();
    }
}
