package org.openguides.processing.internal.dita;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

class TitleTest {

    @ParameterizedTest
    @CsvSource({
        "<topic><title>A<indexterm>no<b>no</b></indexterm><ph> b</ph></title></topic>, A b",
        "<topic><title>A<data>no</data><draft-comment>no</draft-comment><required-cleanup>no</required-cleanup>"
                + "<foreign>no</foreign><unknown>no</unknown><sort-as>no</sort-as></title></topic>, A",
        "<topic><title>A &amp; &#x42; <![CDATA[<C>]]><!-- no --><?no?></title></topic>, A & B <C>",
        "<topic><body><section><title>no</title></section></body></topic>,",
        "<topic><title/><title>second</title></topic>, ''",
        "<topic><topic><title>nested</title></topic></topic>,",
        "<topic title='no'/>,",
        "<glossentry><glossterm>Term</glossterm></glossentry>, Term",
        "<map title='Attribute  here'><title>Element</title></map>, Element",
        "<map title='Attribute  here'/>, Attribute here",
        "<map><topicref><topicmeta><navtitle>no</navtitle></topicmeta></topicref></map>,",
        "<bookmap><booktitle><booklibrary>no</booklibrary><mainbooktitle> Main <b>one</b></mainbooktitle>"
                + "<booktitlealt>no</booktitlealt></booktitle></bookmap>, Main one",
        "<bookmap><booktitle>All <ph>of it</ph></booktitle></bookmap>, All of it",
        "<dita><topic><title>First</title></topic><topic><title>Second</title></topic></dita>, First",
        "<dita><topic/><topic><title>Second</title></topic></dita>,",
        "<val title='no'/>,",
    })
    void isTheTextOfTheFirstTitle(String xml, String expected) {
        assertEquals(expected, Parsing.file("a.xml", xml).title());
    }

    @Test
    void noBreakSpacesAreSpaces() {
        assertEquals(
                "a b c",
                Parsing.topic("<topic><title>\u00a0a\u00a0 \u2003b&#160;c\u00a0</title></topic>")
                        .title());
    }

    @Test
    void isCutWhereItIsTooLong() {
        String xml = "<topic><title>" + "x ".repeat(100_000) + "</title></topic>";

        assertEquals(1999, Parsing.topic(xml).title().length());
    }

    @Test
    void isNullWhereThereIsNone() {
        assertNull(Parsing.topic("<topic/>").title());
    }
}
