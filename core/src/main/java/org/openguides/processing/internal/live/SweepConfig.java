package org.openguides.processing.internal.live;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of the times of scheduled processing. */
@ObjectClassDefinition(
        name = "OpenGuides: times of scheduled processing",
        description = "When a job of the system processes all unprocessed content, if live processing is enabled.")
public @interface SweepConfig {

    @AttributeDefinition(
            name = "Times",
            description =
                    "Cron expression of Quartz with six or seven fields, in the time zone of the server. At most one"
                            + " job starts in a minute, however many servers there are.")
    String scheduler_expression() default "0 0/15 * * * ?";
}
