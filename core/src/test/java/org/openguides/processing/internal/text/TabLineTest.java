package org.openguides.processing.internal.text;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

class TabLineTest {

    @Test
    void keepsAnyText() {
        List<String> fields = List.of("", "a\tb", "c\nd\re", "\\t", "\\", "\uD83D\uDE00", "");
        String line = TabLine.join(fields);
        assertEquals(fields, TabLine.split(line));
        assertFalse(line.contains("\n"));
        assertFalse(line.contains("\r"));
    }
}
