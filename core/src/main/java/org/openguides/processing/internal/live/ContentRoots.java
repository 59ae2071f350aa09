package org.openguides.processing.internal.live;

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

    /** The property that is needed here. */
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
                .map(root -> root.length() > 1 && root.endsWith("/") ? root.substring(0, root.length() - 1) : root)
                .filter(root -> root.startsWith("/"))
                .distinct()
                .toList();
    }
}
