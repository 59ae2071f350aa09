package org.openguides.processing.api;

/** Whether a run writes the properties of assets that belong to AEM Guides. Determined when the run starts. */
public enum GuidesProperties {
    /** Processing replaces AEM Guides: it writes the properties of AEM Guides. */
    WRITE,
    /**
     * AEM Guides is installed: processing writes its own node below {@code jcr:content} and no properties of AEM
     * Guides.
     */
    OWN
}
