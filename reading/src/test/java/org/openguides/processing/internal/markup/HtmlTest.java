package org.openguides.processing.internal.markup;

import java.nio.charset.Charset;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openguides.processing.internal.dita.ReferenceResolver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

class HtmlTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<a href=' a b.html#c '>                       | 1 a@href=a b.html#c LINK",
                "<p>\\n<A HREF=a.html>\\n<img src='b.png'/>    | 2 a@href=a.html LINK; 3 img@src=b.png IMAGE",
                "<link rel=stylesheet href=a.css><script src=b.js></script>"
                        + "                                    | 1 link@href=a.css LINK; 1 script@src=b.js LINK",
                "<img srcset='a.png, b,c.png 2x,d.png 3x' src=e>"
                        + "     | 1 img@srcset=a.png IMAGE; 1 img@srcset=b,c.png IMAGE; 1 img@srcset=d.png IMAGE;"
                        + " 1 img@src=e IMAGE",
                "<video src=a.mp4 poster=b.png><source src=c>  | 1 video@src=a.mp4 LINK; 1 video@poster=b.png IMAGE;"
                        + " 1 source@src=c LINK",
                "<object data=a.swf></object><p data=no>       | 1 object@data=a.swf OBJECT",
                "<svg><use xlink:href='a.svg#b'/></svg>        | 1 use@xlink:href=a.svg#b LINK",
                "<a href='javascript:no()'><img src='DATA:no'> | ``",
                "<!-- <a href=no> --><script>'<a href=no>'</script> | ``",
                "<p style='background: url(a.png)'>            | 1 p@url=a.png LINK",
                "<style>\\n@import 'a.css';\\np { background: url(b.png) }</style>"
                        + "                                    | 2 style@import=a.css LINK; 3 style@url=b.png LINK",
                "<a href=''>                                   | 1 a@href= LINK",
                "<a href='a&amp;b.html?x&y'>                   | 1 a@href=a&b.html?x&y LINK",
                "<a href=a                                     | ``",
                "</p><table><a href=a><td><b><p></b><a href=b> | 1 a@href=a LINK; 1 a@href=b LINK",
            })
    void refersByItsAttributes(String html, String expected) {
        assertEquals(expected, Markup.references("a.html", html.replace("\\n", "\n")));
    }

    @ParameterizedTest
    @CsvSource({
        "<title> A &amp;\u00a0B\t</title><h1>no</h1>, A & B",
        "<html><head><title>A<b>B</title></head></html>, A<b>B",
        "<h1>A <em>b</em></h1><h1>no</h1>, A b",
        "<svg><title>no</title></svg>,",
        "<title> </title>,",
        "<p>no</p>,",
    })
    void theTitleIsThatOfTheHeadOrTheFirstHeading(String html, String expected) {
        assertEquals(expected, Markup.file("a.htm", html).title());
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-8, <meta charset='utf-8'>",
        "windows-1252, <meta charset='windows-1252'>",
        "ISO-8859-1, <?xml version='1.0' encoding='ISO-8859-1'?>",
        "UTF-16LE, \ufeff",
        "UTF-8, ''",
    })
    void theEncodingIsWhatTheFileSays(String charset, String start) {
        byte[] file = (start + "<title>Grün</title>").getBytes(Charset.forName(charset));

        assertEquals("Grün", Markup.file("a.html", file).title());
    }

    @ParameterizedTest
    @CsvSource({
        "<head><script/><title>A</title></head><body><h1>no</h1></body>, A",
        "<head><title/></head><body><a/><h1>B <em>c</em></h1></body>, B c",
        "<head><title><![CDATA[A <b>]]> &amp; &#99;</title></head>, A <b> & c",
        "<body><svg><title>no</title></svg><p/></body>,",
    })
    void xhtmlIsReadAsXml(String content, String title) {
        String xhtml = "<html xmlns='http://www.w3.org/1999/xhtml'>" + content + "</html>";

        assertEquals(title, Markup.file("a.xhtml", xhtml).title());
    }

    @Test
    void xhtmlHasNoLessReferencesThanHtml() {
        assertEquals(
                "2 script@src=a.js LINK; 3 a@href=b.xhtml LINK; 4 style@url=c.png LINK; 5 img@src=d.png IMAGE",
                Markup.references(
                        "a.xhtml",
                        "<?xml version='1.0'?>\n<html><script src='a.js'/>\n<a href='b.xhtml'/><textarea/>\n"
                                + "<style><![CDATA[ b { background: url(c.png) } ]]></style>\n<img src='d.png'/></html>"));
    }

    @Test
    void xhtmlMayHavePrefixes() {
        String xhtml = "<h:html xmlns:h='http://www.w3.org/1999/xhtml'><h:head><h:title>A</h:title></h:head>"
                + "<h:img src='b.png'/></h:html>";

        assertEquals("A", Markup.file("a.xhtml", xhtml).title());
        assertEquals("1 img@src=b.png IMAGE", Markup.references("a.xhtml", xhtml));
    }

    @Test
    void xhtmlOfAnotherEncodingSaysSo() {
        String xhtml = "<?xml version='1.0' encoding='ISO-8859-1'?><html><head><title>Grün</title></head></html>";

        assertEquals(
                "Grün",
                Markup.file("a.xhtml", xhtml.getBytes(Charset.forName("ISO-8859-1")))
                        .title());
    }

    @Test
    void linksAreRelativeToTheBase() {
        MarkupDocument document = Markup.file("a.html", "<base href='../b/index.html'><a href='c.html'>");

        assertEquals(1, document.references().size());
        assertEquals(
                "/b/c.html",
                ReferenceResolver.resolve("/a/a.html", document.references().get(0))
                        .paths()
                        .get(0));
        assertNull(
                Markup.file("a.html", "<a href='c.html'>").references().get(0).base());
    }
}
