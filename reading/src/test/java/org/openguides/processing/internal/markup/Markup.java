package org.openguides.processing.internal.markup;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.stream.Collectors;

import org.openguides.processing.internal.dita.DitaReference;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Parses text as files with given names. */
final class Markup {

    private static final MarkupParser PARSER = new MarkupParser();

    private Markup() {}

    static MarkupDocument file(String name, String text) {
        return file(name, text.getBytes(UTF_8));
    }

    static MarkupDocument file(String name, byte[] bytes) {
        try {
            return PARSER.parse(name, new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns line, element, attribute, value and role of every reference. */
    static String references(String name, String text) {
        return file(name, text).references().stream().map(Markup::described).collect(Collectors.joining("; "));
    }

    private static String described(DitaReference each) {
        return each.line() + " " + each.element() + "@" + each.attribute() + "=" + each.value() + " " + each.role();
    }
}
