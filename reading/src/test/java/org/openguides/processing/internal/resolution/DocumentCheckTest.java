package org.openguides.processing.internal.resolution;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openguides.processing.internal.dita.DitaReference;
import org.openguides.processing.internal.dita.FileParser;
import org.openguides.processing.internal.folder.FolderTree;

import static org.junit.jupiter.api.Assertions.assertEquals;

class DocumentCheckTest {

    @TempDir
    Path folder;

    /** Each suggestion may list a folder: a map whose topics have not been uploaded yet would list one for each of them. */
    @Test
    void looksForWhatWasMeantByTheFirstMissingFilesOnly() throws Exception {
        Files.writeString(folder.resolve("a.dita"), "<topic id='t'/>");
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
        FolderTree tree = FolderTree.open(folder, "/p", new FileParser(Map.of()));
        DocumentCheck underTest = new DocumentCheck(tree, "/p/m.ditamap", null);

        List<Outgoing> checked = underTest.files(Collections.nCopies(1000, mistyped));

        assertEquals(1000, checked.size());
        assertEquals(
                100,
                checked.stream()
                        .filter(each -> each.nearMiss().equals("/p/a.dita"))
                        .count());
        assertEquals("", checked.get(100).nearMiss());
    }
}
