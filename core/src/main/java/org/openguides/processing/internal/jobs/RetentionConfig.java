package org.openguides.processing.internal.jobs;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How long runs are kept. */
@ObjectClassDefinition(
        name = "OpenGuides: retention",
        description = "When runs that have succeeded are removed with their logs. Runs that can be resumed are kept.")
public @interface RetentionConfig {

    @AttributeDefinition(name = "Runs", description = "How many of the newest runs are kept, however old they are.")
    int keepRuns() default 100;

    @AttributeDefinition(
            name = "Days",
            description = "How many days a run is kept after its end, however many runs there are.")
    int keepDays() default 90;
}
