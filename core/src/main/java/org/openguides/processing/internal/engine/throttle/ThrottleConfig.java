package org.openguides.processing.internal.engine.throttle;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of the throttle. */
@ObjectClassDefinition(
        name = "OpenGuides: throttle",
        description = "How much bulk runs slow down in favour of users of the instance. Changes apply to runs "
                + "in progress.")
public @interface ThrottleConfig {

    @AttributeDefinition(name = "Pause: milliseconds", description = "Pause of a worker after each commit.")
    int pauseMillis() default 0;

    @AttributeDefinition(
            name = "Work: percent",
            description = "Share of the time in which a worker works; it pauses for the remaining time. 1 to 100.")
    int workPercent() default 100;

    @AttributeDefinition(
            name = "Work beside requests: percent",
            description = "The same while users wait for responses, or an author has just changed content. A "
                    + "single pause takes five seconds at most. 1 to 100.")
    int busyWorkPercent() default 20;

    @AttributeDefinition(
            name = "Slow commit: milliseconds",
            description = "A commit that takes longer halves the size of the next batch, down to a tenth of the"
                    + " maximum; faster commits increase it again.")
    int slowCommitMillis() default 1000;

    @AttributeDefinition(
            name = "Slow commit beside authors: milliseconds",
            description = "The same while an author changes content through this node. See also the factor.")
    int busySlowCommitMillis() default 10;

    @AttributeDefinition(
            name = "Slow commit beside authors: factor",
            description = "While an author changes content, a commit is slow only if it also takes this many "
                    + "times as long as the median of the last small commits of this node: where every "
                    + "commit takes long, smaller batches would not help. At least 1.")
    int busySlowCommitFactor() default 2;
}
