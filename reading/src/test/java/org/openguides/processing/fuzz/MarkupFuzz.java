package org.openguides.processing.fuzz;

import java.io.ByteArrayInputStream;
import java.io.IOException;

import org.openguides.processing.internal.dita.DitaReference;
import org.openguides.processing.internal.dita.ReferenceResolver;
import org.openguides.processing.internal.markup.MarkupParser;

/** Whatever a file of markup holds, it is read. */
final class MarkupFuzz {

    private static final MarkupParser PARSER = new MarkupParser();

    private MarkupFuzz() {}

    /** Reads a file, and resolves its references. */
    static void read(String name, byte[] file) throws IOException {
        for (DitaReference reference :
                PARSER.parse(name, new ByteArrayInputStream(file)).references()) {
            ReferenceResolver.resolve("/content/dam/a/" + name, reference);
        }
    }
}
