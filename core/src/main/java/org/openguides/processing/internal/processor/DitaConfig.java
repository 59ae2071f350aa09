package org.openguides.processing.internal.processor;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What DITA means here beyond what OASIS has published. */
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
}
