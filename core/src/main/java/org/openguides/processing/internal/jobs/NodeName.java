package org.openguides.processing.internal.jobs;

import org.apache.sling.settings.SlingSettingsService;
import org.jspecify.annotations.Nullable;

/** What people call a node of a cluster. */
final class NodeName {

    private NodeName() {}

    /** The name that an administrator gave to this Sling, or else its id; without anything that is not a letter or digit. */
    static String of(SlingSettingsService settings) {
        return of(settings.getSlingName(), settings.getSlingId());
    }

    /** The same of another node. */
    static String of(@Nullable String name, String id) {
        if (name == null || name.isBlank() || name.endsWith(id)) {
            return id;
        }
        return name.trim().replaceAll("[^A-Za-z0-9._-]", "-");
    }
}
