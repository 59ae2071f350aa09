package org.openguides.processing.internal.dita;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

/** Which files are well-formed, and the messages for the others. */
class WellFormedTest {

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16", "ISO-8859-1", "windows-1252", "IBM850"})
    void encodingsAreThoseThatAreDeclared(String encoding) {
        String xml = "<?xml version='1.0' encoding='" + encoding + "'?><topic><title>Grüße</title></topic>";

        assertEquals(
                "Grüße",
                Parsing.file("a.dita", xml.getBytes(Charset.forName(encoding))).title());
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void aByteOrderMarkIsNoText(String encoding) {
        String xml = "\ufeff<topic><title>Grüße</title></topic>";

        assertEquals(
                "Grüße",
                Parsing.file("a.dita", xml.getBytes(Charset.forName(encoding))).title());
    }

    @ParameterizedTest
    @CsvSource({"UTF-8, windows-1252", "US-ASCII, UTF-8", "UTF-8, UTF-16LE", "UTF-16, UTF-8", "no-such, UTF-8"})
    void bytesThatAreNotAsDeclaredAreAnError(String declared, String actual) {
        String xml = "<?xml version='1.0' encoding='" + declared + "'?>\n<topic><title>Grüße</title></topic>";

        DitaSyntaxException error = Parsing.broken(xml.getBytes(Charset.forName(actual)));

        assertEquals(List.of(), error.getMessage().lines().skip(1).toList());
    }

    @Test
    void xml11IsRead() {
        DitaDocument document = Parsing.topic("<?xml version='1.1'?><topic><title>a&#x1;\u0085b</title></topic>");

        assertEquals("a\u0001 b", document.title());
    }

    @Test
    void entitiesOfTheInternalSubsetAreReadInTextAndAttributes() {
        DitaDocument document = Parsing.map("<!DOCTYPE map PUBLIC '-//OASIS//DTD DITA Map//EN' 'map.dtd' [\n"
                + "<!ENTITY minor '7'><!ENTITY version '26.&minor;'>]>\n"
                + "<map><title>V &version;</title><keydef keys='v&minor;' href='v-&version;.dita'/></map>");

        assertEquals("V 26.7", document.title());
        assertEquals("v-26.7.dita", document.references().get(0).value());
        assertEquals("v7", document.keys().get(0).name());
    }

    @Test
    void attributeDefaultsOfTheInternalSubsetCount() {
        assertEquals(
                "- topic/topic acme/recipe",
                Parsing.file(
                                "a.xml",
                                "<!DOCTYPE recipe [<!ATTLIST recipe class CDATA '- topic/topic acme/recipe '>]><recipe/>")
                        .ditaClass());
    }

    @Test
    void entitiesThatOnlyADtdMayDeclareAreTolerated() {
        DitaDocument document = Parsing.topic(Parsing.TOPIC_DOCTYPE
                + "<topic><title>a&nbsp;b&other;c</title><p>&nbsp;</p><xref href='a&other;b&nbsp;c'/></topic>");

        assertEquals("a bc", document.title());
        assertEquals("ab\u00a0c", document.references().get(0).value());
        assertEquals(
                List.of(
                        "Entity nbsp is not declared in the file; read as a space (uses: 3)",
                        "Entity other is not declared in the file; left out (uses: 2)"),
                document.warnings());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE topic SYSTEM 'topic.dtd'><topic><title>A&nbsp;B</title></topic>",
                "<!DOCTYPE topic PUBLIC 'DITA' 'topic.dtd' [<!ENTITY x 'y'>]><topic><title>A&nbsp;B</title></topic>",
                "<!DOCTYPE topic SYSTEM 'topic.dtd'><topic><title id='&nbsp;'>A B</title></topic>",
            })
    void aFileThatSaysToStandAloneDeclaresItsEntities(String xml) {
        String standalone = "<?xml version='1.0' standalone='%s'?>";

        assertEquals("A B", Parsing.topic(standalone.formatted("no") + xml).title());
        Parsing.broken(standalone.formatted("yes") + xml);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<topic><title>&nbsp;</title></topic>",
                "<topic><p>&nbsp;</p></topic>",
                "<!DOCTYPE topic [<!ENTITY x 'y'>]><topic><p>&nbsp;</p></topic>",
                "<!DOCTYPE topic><topic>&nbsp;</topic>",
            })
    void withoutADtdAnUndeclaredEntityIsAnError(String xml) {
        assertEquals("Undeclared general entity \"nbsp\"", Parsing.broken(xml).getMessage());
    }

    @Test
    void unboundPrefixesAreNoError() {
        DitaDocument document =
                Parsing.topic("<topic><title>T</title><m:math xx:a='b'><m:mi/></m:math><svg:svg/></topic>");

        assertEquals("T", document.title());
    }

    @Test
    void aDoctypeOrSchemaIsNotNeeded() {
        assertEquals(
                "- topic/topic task/task",
                Parsing.topic("<?xml-model href='http://example.org/task.rng'?><task id='t'/>")
                        .ditaClass());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|The file is empty|1|1",
                "'   '|Unexpected EOF in prolog|1|3",
                "text <topic/>|Unexpected character 't' in prolog; expected '<'|1|1",
                "<topic>\\n<p></topic>|Unexpected close tag </topic>; expected </p>.|2|10",
                "<topic/>\\n<topic/>|Illegal to have multiple roots (start tag in epilog?).|2|2",
                "<topic>|Unexpected EOF; was expecting a close tag for element <topic>|1|7",
                "<topic>a & b</topic>|Unexpected character ' ' (missing name?)|1|11",
                "<topic a=b/>|Unexpected character 'b' in start tag Expected a quote|1|10",
                "<topic a='1' a='2'/>|Duplicate attribute 'a'.|1|20",
                "<topic>&#0;</topic>|Invalid character reference: null character not allowed in XML content.|1|11",
            })
    void anErrorHasAPlaceAndOneCleanLine(String xml, String message, int line, int column) {
        DitaSyntaxException error = Parsing.broken(xml.replace("\\n", "\n"));

        assertEquals(message, error.getMessage());
        assertEquals(line, error.line());
        assertEquals(column, error.column());
    }

    @Test
    void anErrorSaysWhatCouldBeReadBeforeIt() {
        DitaSyntaxException early = Parsing.broken("<!DOCTYPE map PUBLIC 'a DITA map' 's' [<!ENTI]><map/>");
        DitaSyntaxException late = Parsing.broken(Parsing.TOPIC_DOCTYPE + "<topic><p></topic>");
        DitaSyntaxException never = Parsing.broken("<topic");

        assertEquals("a DITA map", early.publicId());
        assertNull(early.rootElement());
        assertEquals(DitaType.MAP, early.typeSoFar());
        assertEquals("topic", late.rootElement());
        assertEquals("-//OASIS//DTD DITA Topic//EN", late.publicId());
        assertEquals(DitaType.TOPIC, late.typeSoFar());
        assertNull(never.rootElement());
        assertEquals(DitaType.NOT_DITA, never.typeSoFar());
    }

    @Test
    void messagesAreCleanedOfWhatNoAuthorNeeds() {
        assertEquals("Bad thing", SyntaxErrors.message("Bad\nthing\n at [row,col {unknown-source}]: [1,2]"));
        assertEquals("Unexpected character 'x'; no", SyntaxErrors.message("Unexpected character 'x' (code 120); no"));
        assertEquals("no", SyntaxErrors.message("(was java.io.FileNotFoundException) no"));
        assertEquals("The file is not well-formed", SyntaxErrors.message(" at [row,col,system-id]: [1,2,\"x\"]"));
        assertEquals(201, SyntaxErrors.message("x".repeat(1000)).length());
    }

    @Test
    void lineEndsOfAllKindsCount() {
        byte[] xml = "<topic>\r\n<p>\r<xref href='a'/>\n</p></topic>".getBytes(StandardCharsets.UTF_8);

        assertEquals(3, Parsing.file("a.dita", xml).references().get(0).line());
    }
}
