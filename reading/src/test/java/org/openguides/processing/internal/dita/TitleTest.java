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
        "<topic><title>A<ph><fn>no</fn></ph> b<fn callout='*'>no</fn></title></topic>, A b",
        "<topic><title>A<own class='- topic/fn a/own '>no</own></title></topic>, A",
        "<topic><title><menucascade><uicontrol>A</uicontrol><uicontrol>B <b>c</b></uicontrol></menucascade>!</title>"
                + "</topic>, A > B c!",
        "<topic><title>To <menucascade>  <uicontrol>A</uicontrol> <uicontrol>B</uicontrol> </menucascade></title>"
                + "</topic>, To A > B",
        "<topic><title>x <menucascade><own class='+ topic/ph ui-d/uicontrol a-d/own '>A</own><uicontrol>B</uicontrol>"
                + "</menucascade> <menucascade><uicontrol>C</uicontrol></menucascade></title></topic>, x A > B C",
        "<topic><title><uicontrol>A</uicontrol><uicontrol>B</uicontrol></title></topic>, AB",
        "<own class='- map/map a/own '><t class='- topic/title bookmap/booktitle a/t '>no"
                + "<m class='- topic/ph bookmap/mainbooktitle a/m '>A</m></t></own>, A",
        "<bookmap><booktitle><own class='- topic/ph bookmap/mainbooktitle a/own '>A</own> no</booktitle></bookmap>, A",
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
