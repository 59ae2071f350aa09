package org.openguides.processing.internal.engine.throttle;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of the throttle. */
@ObjectClassDefinition(
        name = "OpenGuides: throttle",
        description =
                "How far bulk runs hold back for the users of the instance. Runs that go on take it over at once.")
public @interface ThrottleConfig {

    @AttributeDefinition(name = "Pause: milliseconds", description = "How long a worker rests after each commit.")
    int pauseMillis() default 0;

    @AttributeDefinition(
            name = "Work: percent",
            description = "Share of the time in which a worker works; it rests for the rest. 1 to 100.")
    int workPercent() default 100;

    @AttributeDefinition(
            name = "Work beside requests: percent",
            description =
                    "The same while users wait for answers to their requests, or an author has just changed content; a worker"
                            + " rests for five seconds at once at most. 1 to 100.")
    int busyWorkPercent() default 20;

    @AttributeDefinition(
            name = "Slow commit: milliseconds",
            description =
                    "A commit that takes longer halves the next batch, down to a tenth; quicker ones let it grow back.")
    int slowCommitMillis() default 1000;

    @AttributeDefinition(
            name = "Slow commit beside authors: milliseconds",
            description = "The same while an author changes content through this node; see the factor, too.")
    int busySlowCommitMillis() default 10;

    @AttributeDefinition(
            name = "Slow commit beside authors: factor",
            description =
                    "Beside authors a commit is slow only if it takes so many times as long as the median of the last small"
                            + " commits of this node, too: where each commit takes long, smaller batches would not help."
                            + " At least 1.")
    int busySlowCommitFactor() default 2;
}
