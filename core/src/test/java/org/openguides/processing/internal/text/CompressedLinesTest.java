package org.openguides.processing.internal.text;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipException;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class CompressedLinesTest {

    private static ByteArrayInputStream compressed(List<String> lines) {
        return new ByteArrayInputStream(CompressedLines.encode(lines));
    }

    @Test
    void linesComeBackAsTheyWere() throws IOException {
        List<String> lines = List.of("first", "", "\u00e4\t\u4e2d");

        assertEquals(lines, CompressedLines.decode(compressed(lines), 3));
        assertEquals(lines, CompressedLines.decodeForeign(compressed(lines), 100));
        assertEquals(lines.subList(0, 1), CompressedLines.decode(compressed(lines), 1));
    }

    @Test
    void aFewBytesThatStandForVeryManyAreRefused() {
        List<String> bomb = Collections.nCopies(1000, "x".repeat(100));

        assertThrows(ZipException.class, () -> CompressedLines.decodeForeign(compressed(bomb), 10_000));
    }
}
