package org.openguides.processing.internal.reference;

import java.util.Collections;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openguides.processing.internal.dita.DitaReference;
import org.openguides.processing.testing.OakRepository;
import org.openguides.processing.testing.ProcessedContent;

import static org.junit.jupiter.api.Assertions.assertEquals;

class DocumentCheckTest {

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    /** Each suggestion may list a folder: a map whose topics have not been uploaded yet would list one for each of them. */
    @Test
    void looksForWhatWasMeantByTheFirstMissingFilesOnly() throws Exception {
        String meant = oak.file("/content/dam/p/a.dita", "<topic id='t'/>");
        DitaReference mistyped = new DitaReference(
                "topicref",
                "href",
                "A.dita",
                1,
                DitaReference.Kind.URI,
                DitaReference.Role.TOPICREF,
                DitaReference.Scope.LOCAL,
                null,
                null,
                null,
                null);
        DocumentCheck underTest = new DocumentCheck(
                oak.login(),
                "/content/dam/p/m.ditamap",
                null,
                ProcessedContent.PROJECTS,
                (session, path) -> Optional.empty());

        List<Outgoing> checked = underTest.files(Collections.nCopies(1000, mistyped));

        assertEquals(1000, checked.size());
        assertEquals(
                100,
                checked.stream().filter(each -> each.nearMiss().equals(meant)).count());
        assertEquals("", checked.get(100).nearMiss());
    }
}
