package org.openguides.processing.fuzz;

import java.io.ByteArrayInputStream;
import java.io.IOException;

import org.openguides.processing.internal.dita.DitaDocument;
import org.openguides.processing.internal.dita.DitaHint;
import org.openguides.processing.internal.dita.DitaParser;
import org.openguides.processing.internal.dita.DitaReference;
import org.openguides.processing.internal.dita.DitaSyntaxException;
import org.openguides.processing.internal.dita.ReferenceResolver;
import org.openguides.processing.internal.dita.ReferenceTarget;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** Fuzz target: a file is read as DITA, or rejected with a reason. */
public final class DitaFuzz {

    private static final DitaParser PARSER = new DitaParser();
    private static final int REASON = 10_000;

    private DitaFuzz() {}

    /** Reads one file. */
    public static void fuzzerTestOneInput(byte[] file) throws IOException {
        for (DitaHint hint : DitaHint.values()) {
            try {
                check(PARSER.parse(new ByteArrayInputStream(file), hint));
            } catch (DitaSyntaxException refused) {
                assertTrue(String.valueOf(refused.getMessage()).length() < REASON, "a reason is for people");
            }
        }
    }

    private static void check(DitaDocument document) {
        for (DitaReference reference : document.references()) {
            ReferenceTarget target = ReferenceResolver.resolve("/content/dam/a/b.dita", reference);
            if (target.status() == ReferenceTarget.Status.CHECK) {
                assertTrue(target.path().startsWith("/"), target::path);
                document.ids().has(String.valueOf(target.fragment()), reference.topicId());
            }
        }
    }
}
