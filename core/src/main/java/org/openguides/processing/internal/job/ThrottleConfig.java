package org.openguides.processing.internal.job;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How far runs hold back. */
@ObjectClassDefinition(
        name = "OpenGuides: throttle",
        description =
                "How far bulk runs hold back for whoever else uses the instance. Runs that go on take it over at once.")
public @interface ThrottleConfig {

    @AttributeDefinition(name = "Pause: milliseconds", description = "How long a worker rests after each commit.")
    int pauseMillis() default 0;

    @AttributeDefinition(
            name = "Work: percent",
            description = "Share of the time in which a worker works; he rests for the rest of it. 1 to 100.")
    int workPercent() default 100;

    @AttributeDefinition(
            name = "Work beside requests: percent",
            description =
                    "The same while somebody waits for the answer to a request, or has just changed content; he rests for"
                            + " five seconds at once at most. 1 to 100.")
    int busyWorkPercent() default 20;

    @AttributeDefinition(
            name = "Slow commit: milliseconds",
            description =
                    "A commit that takes longer halves the next batch, down to a tenth; quicker ones let it grow back.")
    int slowCommitMillis() default 1000;

    @AttributeDefinition(
            name = "Slow commit beside authors: milliseconds",
            description = "The same while somebody else changes content through this node.")
    int busySlowCommitMillis() default 10;
}
