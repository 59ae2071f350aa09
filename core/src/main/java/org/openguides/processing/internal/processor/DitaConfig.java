package org.openguides.processing.internal.processor;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of DITA specialisations beyond those published by OASIS. */
@ObjectClassDefinition(
        name = "OpenGuides: DITA",
        description = "How DITA is read. Assets that were processed before a change have to be processed again.")
public @interface DitaConfig {

    @AttributeDefinition(
            name = "Specialisations",
            description = "Classes of elements of your own, one a line, like recipe=- topic/topic acme/recipe. They are"
                    + " needed only where files do not have them in class attributes. Of files whose DOCTYPE is not of"
                    + " OASIS they come before what OASIS has published.")
    String[] specialisations() default {};

    @AttributeDefinition(
            name = "Megabytes up to which files are looked into",
            description =
                    "Whether a file is DITA is read from the file if neither its extension nor its media type says"
                            + " so. Larger files (1 MB = 1024 x 1024 bytes) are not read for that and count as others. Files with"
                            + " an extension of DITA are always read.")
    int sniffMegabytes() default 64;
}
