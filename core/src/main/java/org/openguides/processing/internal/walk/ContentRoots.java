package org.openguides.processing.internal.walk;

import java.util.Arrays;
import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * The content roots of the HTTP API's configuration.
 *
 * @param paths absolute paths without trailing slashes; entries that are not absolute are left out, as the HTTP API does
 */
@Component(service = ContentRoots.class, configurationPid = "org.openguides.processing.http")
public record ContentRoots(List<String> paths) {

    /** The property of the HTTP API's configuration that is needed here. */
    @interface Config {
        String[] contentRoots() default {"/content/dam"};
    }

    @Activate
    public ContentRoots(Config config) {
        this(Arrays.asList(config.contentRoots()));
    }

    public ContentRoots {
        paths = paths.stream()
                .map(String::strip)
                .map(ContentRoots::withoutSlash)
                .filter(path -> path.startsWith("/"))
                .toList();
    }

    /** Returns a path without one trailing slash. */
    static String withoutSlash(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
