package org.openguides.processing.api;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openguides.processing.internal.dita.DitaType;
import org.openguides.processing.internal.markup.MarkupParser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class FileTypeTest {

    @ParameterizedTest
    @CsvSource({
        "a.dita, DITA_TOPIC",
        "/x/a.DITA, DITA_TOPIC",
        ".dita, DITA_TOPIC",
        "a.ditamap, DITA_MAP",
        "a.bookmap, DITA_MAP",
        "a.ditaval, DITAVAL",
        "a.md, MARKDOWN",
        "a.markdown, MARKDOWN",
        "a.html, HTML_CSS",
        "a.htm, HTML_CSS",
        "a.xhtml, HTML_CSS",
        "a.css, HTML_CSS",
        "a.xml, OTHERS",
        "a.png, OTHERS",
        "a, OTHERS",
        "x.dita/a, OTHERS",
    })
    void isToldByTheExtension(String name, FileType type) {
        assertEquals(type, FileType.ofName(name));
    }

    @ParameterizedTest
    @EnumSource(FileType.class)
    void isFoundByItsCode(FileType type) {
        assertEquals(Optional.of(type), FileType.of(type.code()));
        assertEquals(Optional.empty(), FileType.of("PDF"));
    }

    @Test
    void noExtensionIsOfTwoTypes() {
        List<String> all = Arrays.stream(FileType.values())
                .flatMap(type -> type.extensions().stream())
                .toList();

        assertEquals(all.stream().distinct().toList(), all);
    }

    @ParameterizedTest
    @EnumSource(FileType.class)
    void matchesTheExtensionsOfTheReaderOfDita(FileType type) {
        for (String extension : type.extensions()) {
            DitaType expected =
                    switch (type) {
                        case DITA_TOPIC -> DitaType.TOPIC;
                        case DITA_MAP -> DitaType.MAP;
                        case DITAVAL -> DitaType.DITAVAL;
                        default -> DitaType.NOT_DITA;
                    };
            assertEquals(expected, DitaType.of("a." + extension), extension);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"md", "markdown", "html", "htm", "xhtml", "css"})
    void filesThatAreReadAsMarkupHaveAType(String extension) {
        assertTrue(new MarkupParser().reads("a." + extension));
        assertNotEquals(FileType.OTHERS, FileType.ofName("a." + extension));
    }
}
