package org.openguides.processing.internal.live;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of processing without a request. */
@ObjectClassDefinition(
        name = "OpenGuides: live processing",
        description =
                "Processes new and changed content by itself. Off until it is enabled, since AEM Guides, if it is installed, does so too.")
public @interface LiveConfig {

    @AttributeDefinition(
            name = "Enabled",
            description =
                    "Whether content is processed by itself: as soon as it is saved, after each start of the server"
                            + " and, unless that is off, at regular times.")
    boolean enabled() default false;

    @AttributeDefinition(
            name = "Scheduled processing",
            description = "Whether a job of the system processes all unprocessed content at the times that"
                    + " org.openguides.processing.sweep sets.")
    boolean scheduled() default true;
}
