package org.openguides.processing.fuzz;

import java.io.ByteArrayInputStream;
import java.io.IOException;

import org.openguides.processing.internal.dita.DitaReference;
import org.openguides.processing.internal.dita.ReferenceResolver;
import org.openguides.processing.internal.markup.MarkupParser;

/** Common part of the fuzz targets for markup: any file can be read. */
final class MarkupFuzz {

    private static final MarkupParser PARSER = new MarkupParser();

    private MarkupFuzz() {}

    /** Reads a file and resolves its references. */
    static void read(String name, byte[] file) throws IOException {
        for (DitaReference reference :
                PARSER.parse(name, new ByteArrayInputStream(file)).references()) {
            ReferenceResolver.resolve("/content/dam/a/" + name, reference);
        }
    }
}
