package org.openguides.processing.internal.webhooks;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of one webhook. */
@ObjectClassDefinition(
        name = "OpenGuides: webhook",
        description = "Another system that is told of runs by HTTP. One configuration for each.")
@interface WebhookConfig {

    @AttributeDefinition(
            name = "Name",
            description = "Unique name in logs and checks, the same on all nodes: 1 to 40 letters, digits and hyphens.")
    String name() default "";

    @AttributeDefinition(name = "Enabled", description = "Whether messages are recorded and sent.")
    boolean enabled() default true;

    @AttributeDefinition(
            name = "URL",
            description = "Gets a POST for each message. http or https, without user name and password. Redirects are"
                    + " not followed.")
    String url() default "";

    @AttributeDefinition(
            name = "Secret",
            type = AttributeType.PASSWORD,
            description = "Signs the messages: at least 16 characters that the recipient knows, too.")
    String secret() default "";

    @AttributeDefinition(
            name = "Event types",
            description = "Types of the messages: org.openguides.run.started, org.openguides.run.ended and "
                    + "org.openguides.asset.failed.")
    String[] eventTypes() default {
        "org.openguides.run.started", "org.openguides.run.ended", "org.openguides.asset.failed"
    };

    @AttributeDefinition(
            name = "Details",
            description = "Whether messages contain the user and the paths of a run, its comment, and paths of failed "
                    + "assets. Otherwise they contain ids, states and counts only.")
    boolean details() default false;

    @AttributeDefinition(
            name = "System runs",
            description =
                    "Whether messages tell of all runs that the system starts by itself, of which there may be one"
                            + " for each change of the content. Otherwise they only tell of failures.")
    boolean systemRuns() default false;

    @AttributeDefinition(
            name = "Private network",
            description = "Allows addresses of this machine and of private networks.")
    boolean privateNetwork() default false;

    @AttributeDefinition(
            name = "Source",
            description = "Attribute source of the messages, a URI reference. Distinguishes installations.")
    String source() default "/bin/openguides/v1";
}
