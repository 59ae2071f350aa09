package org.openguides.processing.internal.jobs;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of asset status jobs. */
@ObjectClassDefinition(
        name = "OpenGuides: asset status",
        description = "Retention of the results of asset status jobs.")
public @interface StatusConfig {

    @AttributeDefinition(
            name = "Hours",
            description = "How long results are available after the end of a job. They are removed some time later.")
    int keepHours() default 24;
}
