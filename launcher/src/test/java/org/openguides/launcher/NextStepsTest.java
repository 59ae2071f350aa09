package org.openguides.launcher;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

final class NextStepsTest {

    @Test
    void nameTheFirstNodeTheOthersAndWhereAllIsKept() {
        List<String> lines = new NextSteps(List.of(8081, 8082), "/content/dam/sample", "/tmp/home", "id-1").lines();

        assertEquals("The console: http://localhost:8081/apps/openguides/console.html", lines.get(1));
        assertTrue(lines.contains("  another node     http://localhost:8082"), lines::toString);
        assertTrue(lines.contains("  repository, logs /tmp/home"), lines::toString);
        assertTrue(
                lines.contains(
                        "  curl -u admin:admin --data-urlencode path=/content/dam/sample -d type=ASSET_PROCESSING"
                                + " http://localhost:8081/bin/guides/v1/assets/process"),
                lines::toString);
        assertTrue(lines.toString().contains("processingId=id-1'"), lines::toString);
        assertEquals("Ctrl-C ends it.", lines.get(lines.size() - 1));
    }

    @Test
    void leaveOutWhatThereIsNot() {
        String lines = new NextSteps(List.of(8080), "/content/dam/sample", "", "")
                .lines()
                .toString();

        assertFalse(lines.contains("another node"), lines);
        assertFalse(lines.contains("repository, logs"), lines);
        assertFalse(lines.contains("processingId"), lines);
    }

    @Test
    void aPathIsOneWordOfTheShell() {
        assertEquals("path=/content/dam/a.b_c-d", NextSteps.quoted("path=/content/dam/a.b_c-d"));
        assertEquals("'path=/content/dam/it'\\''s $5; rm'", NextSteps.quoted("path=/content/dam/it's $5; rm"));
    }
}
