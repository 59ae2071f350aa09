package org.openguides.processing.internal.guides;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Configuration that selects whether processing replaces AEM Guides or coexists with it. */
@ObjectClassDefinition(
        name = "OpenGuides: AEM Guides",
        description =
                "Whether runs write the properties that belong to AEM Guides. A run keeps what held at its start.")
public @interface GuidesConfig {

    @AttributeDefinition(
            name = "Properties of AEM Guides",
            description =
                    "write: runs write them, in the place of AEM Guides. own: runs write their own node only, beside"
                            + " AEM Guides. auto: own where AEM Guides is present, else write.",
            options = {
                @Option(label = "auto", value = "auto"),
                @Option(label = "write", value = "write"),
                @Option(label = "own", value = "own")
            })
    String guidesProperties() default "auto";

    @AttributeDefinition(
            name = "Bundles of AEM Guides",
            description = "How the symbolic names of its bundles begin. AEM Guides is present if one is installed, in"
                    + " whatever state.")
    String[] bundles() default {"com.adobe.fmdita", "com.adobe.dxml", "com.adobe.guides"};

    @AttributeDefinition(
            name = "Folders of AEM Guides",
            description = "AEM Guides is present if there is a node at one of these paths.")
    String[] folders() default {"/libs/fmdita"};
}
