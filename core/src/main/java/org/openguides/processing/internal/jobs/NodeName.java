package org.openguides.processing.internal.jobs;

import org.apache.sling.settings.SlingSettingsService;
import org.jspecify.annotations.Nullable;

/** Display name of a cluster node. */
final class NodeName {

    private NodeName() {}

    /** Returns the configured name of this Sling instance, or its id; reduced to letters and digits. */
    static String of(SlingSettingsService settings) {
        return of(settings.getSlingName(), settings.getSlingId());
    }

    /** Returns the display name of another node. */
    static String of(@Nullable String name, String id) {
        if (name == null || name.isBlank() || name.endsWith(id)) {
            return id;
        }
        return name.trim().replaceAll("[^A-Za-z0-9._-]", "-");
    }
}
