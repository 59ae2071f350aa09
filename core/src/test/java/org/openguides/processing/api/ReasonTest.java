package org.openguides.processing.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.openguides.processing.spi.Finding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class ReasonTest {

    private static final Path DOCUMENT = Path.of("../docs/rest-api.md");

    @Test
    void theDocumentHasEachReasonAndNoOther() throws IOException {
        List<String> expected = Arrays.stream(Reason.values())
                .map(reason -> "| `" + reason.code() + "` | " + reason.title() + " | " + reason.remedy() + " |")
                .toList();
        List<String> lines = Files.readAllLines(DOCUMENT);
        int table = lines.indexOf("| `reason` | what it is | what to do |") + 2;
        List<String> found = lines.subList(table, lines.size()).stream()
                .takeWhile(line -> line.startsWith("| `"))
                .toList();
        assertEquals(expected, found);
    }

    @Test
    void aCodeLeadsToItsReason() {
        for (Reason reason : Reason.values()) {
            assertEquals(Optional.of(reason), Reason.of(reason.code()));
            assertEquals(reason.code(), Finding.of(reason, "").code());
        }
        assertEquals(Optional.empty(), Reason.of("rhyme-missing"));
    }

    @Test
    void aCodeIsInKebabCase() {
        for (String code : List.of("", "Big", "a_b", "-a", "a-", "a--b", "a b", "x".repeat(51))) {
            assertThrows(IllegalArgumentException.class, () -> new Finding(code, "message"));
        }
    }
}
