package org.openguides.processing.internal.guides;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Configuration that selects whether processing replaces AEM Guides or coexists with it. */
@ObjectClassDefinition(
        name = "OpenGuides: AEM Guides",
        description = "Whether runs write the properties that belong to AEM Guides. The decision is made at the"
                + " start of a run.")
public @interface GuidesConfig {

    @AttributeDefinition(
            name = "Properties of AEM Guides",
            description = "write: runs write them in place of AEM Guides. own: runs write only their own node, "
                    + "beside AEM Guides. auto: own where AEM Guides is present, otherwise write.",
            options = {
                @Option(label = "auto", value = "auto"),
                @Option(label = "write", value = "write"),
                @Option(label = "own", value = "own")
            })
    String guidesProperties() default "auto";

    @AttributeDefinition(
            name = "Bundles of AEM Guides",
            description = "Prefixes of the symbolic names of its bundles. AEM Guides is present if one of them is "
                    + "installed, in any state.")
    String[] bundles() default {"com.adobe.fmdita", "com.adobe.dxml", "com.adobe.guides"};

    @AttributeDefinition(
            name = "Folders of AEM Guides",
            description = "AEM Guides is present if there is a node at one of these paths.")
    String[] folders() default {"/libs/fmdita"};
}
