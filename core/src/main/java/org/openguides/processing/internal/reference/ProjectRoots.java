package org.openguides.processing.internal.reference;

import java.util.regex.Pattern;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Defines which folders are projects.
 *
 * @param depth  number of levels below a content root, at least 1
 * @param marker property that makes a folder at any depth a project; empty for none
 */
@Component(service = ProjectRoots.class, configurationPid = ProjectRoots.PID)
@Designate(ocd = ProjectRoots.Config.class)
public record ProjectRoots(int depth, String marker) {

    /** Valid property names, or empty. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_:-]*");

    /** The direct children of content roots. */
    public static final ProjectRoots DEFAULT = new ProjectRoots(1, "");

    static final String PID = "org.openguides.processing.projects";

    /** Configuration of the component. */
    @ObjectClassDefinition(
            name = "OpenGuides: projects",
            description = "Which folders are projects: the maps of a project define the keys of its topics.")
    @interface Config {
        @AttributeDefinition(
                name = "Project depth",
                description = "Number of levels between a content root and its projects. 1: the children of the content"
                        + " root.")
        int projectDepth() default 1;

        @AttributeDefinition(
                name = "Project marker",
                description = "A folder with this property, on itself or on its jcr:content, is a project at any depth;"
                        + " the nearest such ancestor of an asset is its project. Empty: only the depth decides.")
        String projectMarker() default "";
    }

    @Activate
    public ProjectRoots(Config config) {
        this(config.projectDepth(), config.projectMarker().strip());
    }

    /** @throws IllegalArgumentException if depth or marker is invalid */
    public ProjectRoots {
        if (depth < 1) {
            throw new IllegalArgumentException("projectDepth of " + PID + " has to be 1 or more, but is " + depth);
        }
        if (!NAME.matcher(marker).matches()) {
            throw new IllegalArgumentException(
                    "projectMarker of " + PID + " has to be the name of a property, but is: " + marker);
        }
    }
}
