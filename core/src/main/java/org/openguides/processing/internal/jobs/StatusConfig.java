package org.openguides.processing.internal.jobs;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of asset status jobs. */
@ObjectClassDefinition(
        name = "OpenGuides: asset status",
        description = "What becomes of the answers about the status of assets.")
public @interface StatusConfig {

    @AttributeDefinition(
            name = "Hours",
            description = "How long an answer can be fetched after it is complete. It is removed some time later.")
    int keepHours() default 24;
}
