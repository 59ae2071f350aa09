package org.openguides.processing.internal.walk;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of the paths of assets that are processed. */
@ObjectClassDefinition(
        name = "OpenGuides: paths",
        description = "Which assets are processed. Of an asset and its folders, the nearest one that an entry matches"
                + " decides; if both lists match it, it is ignored. An entry is a path without a slash at its end, or"
                + " regex: and a regular expression for a whole path.")
public @interface PathsConfig {

    @AttributeDefinition(
            name = "Enabled paths",
            description = "Assets at or below them are processed. Empty: those of AEM Guides if it has any, otherwise"
                    + " the content roots of the HTTP API.")
    String[] enabledPaths() default {};

    @AttributeDefinition(name = "Ignored paths", description = "Assets at or below them are left out.")
    String[] ignoredPaths() default {"/content/dam/projects/translation_output"};

    @AttributeDefinition(
            name = "Paths of AEM Guides",
            description = "Whether the paths that are configured for AEM Guides also apply: its ignored paths in"
                    + " addition, its enabled paths where none are given here.")
    boolean guidesPaths() default true;
}
