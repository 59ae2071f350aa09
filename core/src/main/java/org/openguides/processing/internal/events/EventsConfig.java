package org.openguides.processing.internal.events;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of the OSGi events. */
@ObjectClassDefinition(
        name = "OpenGuides: events",
        description = "OSGi events for other bundles on the node where something happens.")
@interface EventsConfig {

    @AttributeDefinition(
            name = "Assets",
            description = "Sends com/adobe/guides/postprocess/complete for each asset that a run has changed or that "
                    + "has failed.")
    boolean assets() default false;

    @AttributeDefinition(
            name = "Runs",
            description =
                    "Sends org/openguides/processing/run/started and …/ended on the node that coordinates a " + "run.")
    boolean runs() default true;
}
