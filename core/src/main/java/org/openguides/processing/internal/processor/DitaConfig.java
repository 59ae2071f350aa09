package org.openguides.processing.internal.processor;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of DITA specialisations beyond those published by OASIS. */
@ObjectClassDefinition(
        name = "OpenGuides: DITA",
        description = "How DITA is read. After a change, assets have to be processed again.")
public @interface DitaConfig {

    @AttributeDefinition(
            name = "Specialisations",
            description = "Classes of your own elements, one per line, such as recipe=- topic/topic acme/recipe. Needed"
                    + " only if files do not contain them in class attributes. In files whose DOCTYPE is not of "
                    + "OASIS they take precedence over the classes published by OASIS.")
    String[] specialisations() default {};

    @AttributeDefinition(
            name = "Size of examined files: megabytes",
            description = "Files up to this size (1 MB = 1024 x 1024 bytes) are examined for DITA if neither "
                    + "extension nor media type determine their type; larger ones count as other files. "
                    + "Files with an extension of DITA are always read.")
    int sniffMegabytes() default 64;
}
