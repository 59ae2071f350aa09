package org.openguides.processing.internal.jobs;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of the retention of runs. */
@ObjectClassDefinition(
        name = "OpenGuides: retention",
        description = "When runs that have ended are removed with their logs and reports. Runs that go on are kept.")
public @interface RetentionConfig {

    @AttributeDefinition(name = "Runs", description = "How many of the newest runs are kept, however old they are.")
    int keepRuns() default 100;

    @AttributeDefinition(name = "Days", description = "How many days a run that succeeded is kept after its end.")
    int keepDays() default 90;

    @AttributeDefinition(
            name = "Days of resumable runs",
            description =
                    "The same for runs that failed or were cancelled; at least as many as for those that succeeded.")
    int keepResumableDays() default 180;

    @AttributeDefinition(
            name = "Most runs",
            description =
                    "When there are more, the oldest are removed, unless they ended within the last day. 0: no limit.")
    int mostRuns() default 10_000;

    @AttributeDefinition(
            name = "Most megabytes",
            description =
                    "What ended runs may take in the repository. Runs that do not fit in, counted from the newest, are"
                            + " removed, unless they ended within the last day. 0: no limit.")
    int mostMegabytes() default 2_048;

    @AttributeDefinition(
            name = "Dry run",
            description = "Runs that would be removed are only told of in the log of the server.")
    boolean dryRun() default false;
}
