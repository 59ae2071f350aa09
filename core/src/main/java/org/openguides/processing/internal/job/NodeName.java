package org.openguides.processing.internal.job;

import org.apache.sling.settings.SlingSettingsService;

/** What people call a node of a cluster. */
final class NodeName {

    private NodeName() {}

    /** The name that an administrator gave to this Sling, or else its id; without anything that is not a letter or digit. */
    static String of(SlingSettingsService settings) {
        String id = settings.getSlingId();
        String name = settings.getSlingName();
        boolean isGiven = name != null && !name.isBlank() && !name.endsWith(id);
        return isGiven ? name.trim().replaceAll("[^A-Za-z0-9._-]", "-") : id;
    }
}
