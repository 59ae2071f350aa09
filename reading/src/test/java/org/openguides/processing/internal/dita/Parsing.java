package org.openguides.processing.internal.dita;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import static org.junit.jupiter.api.Assertions.assertThrows;

/** Parses text as files with given names. */
final class Parsing {

    static final String TOPIC_DOCTYPE = "<!DOCTYPE topic PUBLIC \"-//OASIS//DTD DITA Topic//EN\" \"topic.dtd\">";

    private static final DitaParser PARSER = new DitaParser();

    private Parsing() {}

    static DitaDocument topic(String xml) {
        return file("a.dita", xml);
    }

    static DitaDocument map(String xml) {
        return file("a.ditamap", xml);
    }

    static DitaDocument file(String name, String xml) {
        return file(name, xml.getBytes(StandardCharsets.UTF_8));
    }

    static DitaDocument file(String name, byte[] bytes) {
        try {
            return PARSER.parse(new ByteArrayInputStream(bytes), DitaHint.of(name));
        } catch (IOException | DitaSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    static DitaSyntaxException broken(String xml) {
        return broken(xml.getBytes(StandardCharsets.UTF_8));
    }

    static DitaSyntaxException broken(byte[] bytes) {
        return assertThrows(
                DitaSyntaxException.class, () -> PARSER.parse(new ByteArrayInputStream(bytes), DitaHint.NONE));
    }
}
