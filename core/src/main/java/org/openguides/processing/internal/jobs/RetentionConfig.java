package org.openguides.processing.internal.jobs;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of the retention of runs. */
@ObjectClassDefinition(
        name = "OpenGuides: retention",
        description = "When ended runs are removed with their logs and reports. Runs in progress are kept.")
public @interface RetentionConfig {

    @AttributeDefinition(
            name = "Runs",
            description = "Number of newest runs that are kept regardless of their age; that many of users, and that"
                    + " many of the system.")
    int keepRuns() default 100;

    @AttributeDefinition(
            name = "Days",
            description = "Number of days for which a successful run is kept after its end.")
    int keepDays() default 90;

    @AttributeDefinition(
            name = "Days of resumable runs",
            description = "The same for failed and cancelled runs; not less than for successful ones.")
    int keepResumableDays() default 180;

    @AttributeDefinition(
            name = "Most runs",
            description = "If there are more, the oldest are removed unless they ended within the last day. 0: "
                    + "no limit.")
    int mostRuns() default 10_000;

    @AttributeDefinition(
            name = "Most megabytes",
            description = "Maximum size of ended runs in the repository. Runs beyond it, counted from the "
                    + "newest, are removed unless they ended within the last day. 0: no limit.")
    int mostMegabytes() default 2_048;

    @AttributeDefinition(name = "Dry run", description = "Runs are not removed, but listed in the server's log.")
    boolean dryRun() default false;
}
