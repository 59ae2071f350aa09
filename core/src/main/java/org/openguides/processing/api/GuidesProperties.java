package org.openguides.processing.api;

/** Whether a run writes the properties of assets that belong to AEM Guides. It is decided when the run starts, and stays. */
public enum GuidesProperties {
    /** Processing stands in for AEM Guides: it writes them where AEM Guides keeps them. */
    WRITE,
    /** AEM Guides is at home: processing writes its own node below {@code jcr:content} and nothing that AEM Guides keeps. */
    OWN
}
