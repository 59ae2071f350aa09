package org.openguides.processing.internal.http;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * What an administrator decides about the HTTP API.
 *
 * @param contentRoots   absolute paths that runs must lie at or below
 * @param operatorGroups ids of the groups whose members see every run and may start one wherever they can read
 * @param historySize    how many runs the history shows when the client does not say
 */
@Component(
        service = ApiSettings.class,
        configurationPid = "org.openguides.processing.http",
        // Lets anonymous requests come as far as our servlets, which refuse them in the form that the contract
        // promises.
        property = "sling.auth.requirements=-" + ApiServlet.BASE)
@Designate(ocd = ApiSettings.Config.class)
public record ApiSettings(List<String> contentRoots, Set<String> operatorGroups, int historySize) {

    /** The configuration as the platform shows it. */
    @ObjectClassDefinition(
            name = "OpenGuides: HTTP API",
            description = "Which content the API works on, and who sees and may do what.")
    @interface Config {
        @AttributeDefinition(name = "Content roots", description = "Paths that can be processed lie at or below these.")
        String[] contentRoots() default {"/content/dam"};

        @AttributeDefinition(
                name = "Operator groups",
                description = "Members see the jobs of everybody, and may start jobs on content that they can read"
                        + " without being able to modify it.")
        String[] operatorGroups() default {"administrators", "openguides-operators"};

        @AttributeDefinition(
                name = "History size",
                description = "Number of jobs in the history, unless the request names a limit.")
        int historySize() default 100;
    }

    @Activate
    public ApiSettings(Config config) {
        this(
                Arrays.asList(config.contentRoots()),
                Arrays.stream(config.operatorGroups()).collect(Collectors.toSet()),
                config.historySize());
    }

    public ApiSettings {
        contentRoots = contentRoots.stream()
                .map(String::strip)
                .map(PathSyntax::normalised)
                .flatMap(root -> root.stream())
                .toList();
        operatorGroups = operatorGroups.stream()
                .map(String::strip)
                .filter(group -> !group.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
