package org.openguides.platforms;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** docs/operations.md tells those who embed the package the very lines of a project that the build builds. */
class CustomerDocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/operations.md");
    private static final Path PROJECT = Path.of("src/it/customer/pom.xml");
    private static final Pattern XML = Pattern.compile("```xml\\n(.*?)```", Pattern.DOTALL);

    @Test
    void showsTheLinesOfTheProject() throws IOException {
        String project = lines(Files.readString(PROJECT)).replace("@project.version@", "VERSION");
        List<String> shown = XML.matcher(Files.readString(DOCUMENT))
                .results()
                .map((MatchResult block) -> lines(block.group(1)))
                .toList();
        assertEquals(2, shown.size());
        shown.forEach(block -> assertTrue(project.contains(block), block));
    }

    private static String lines(String text) {
        return String.join("\n", text.lines().map(String::strip).toList());
    }
}
