package org.openguides.processing.internal.reference;

import javax.jcr.Session;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openguides.processing.testing.OakRepository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ProjectFoldersTest {

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    @ParameterizedTest
    @CsvSource({
        "1, /content/dam/t/en/book/a.dita, /content/dam/t",
        "1, /content/dam/a.dita,           /content/dam",
        "1, /content/dam,                  /content/dam",
        "1, /content/docs/x/a.dita,        /content/docs/x",
        "2, /content/dam/t/en/book/a.dita, /content/dam/t/en",
        "2, /content/dam/t/a.dita,         /content/dam/t",
        "2, /content/dam/a.dita,           /content/dam",
        "9, /content/dam/t/en/book/a.dita, /content/dam/t/en/book",
        "1, /etc/a.dita,                   ''",
    })
    void aProjectLiesAtTheDepthThatIsSet(int depth, String path, String project) throws Exception {
        assertEquals(project, projects(depth, "").of(path).orElse(""));
    }

    @ParameterizedTest
    @CsvSource({
        "/content/dam/t/en/book/deep/a.dita, /content/dam/t/en/book",
        "/content/dam/t/en/other/a.dita,     /content/dam/t/en",
        "/content/dam/t/en/book,             /content/dam/t/en",
        "/content/dam/t/de/a.dita,           /content/dam/t",
        "/content/dam/u/a.dita,              /content/dam/u",
    })
    void theNearestMarkedFolderIsTheProject(String path, String project) throws Exception {
        Session session = oak.login();
        oak.folder("/content/dam/t/en/book/deep");
        session.refresh(false);
        session.getNode("/content/dam/t/en").addMixin("mix:title");
        session.getNode("/content/dam/t/en").setProperty("jcr:title", "marked itself");
        session.getNode("/content/dam/t/en/book")
                .addNode("jcr:content", "nt:unstructured")
                .setProperty("jcr:title", "marked on its content");
        session.save();

        assertEquals(project, projects(1, "jcr:title").of(path).orElse(""));
    }

    @Test
    void anInvalidSettingIsRejected() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new ProjectRoots(0, ""))
                .getMessage()
                .startsWith("projectDepth of org.openguides.processing.projects"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new ProjectRoots(1, "../a"))
                .getMessage()
                .startsWith("projectMarker of org.openguides.processing.projects"));
    }

    private ProjectFolders projects(int depth, String marker) {
        return new ProjectFolders(
                new Projects(List.of("/content/dam", "/content/docs/"), new ProjectRoots(depth, marker)), oak.login());
    }
}
