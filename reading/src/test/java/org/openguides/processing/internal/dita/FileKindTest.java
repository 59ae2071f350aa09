package org.openguides.processing.internal.dita;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class FileKindTest {

    @ParameterizedTest
    @CsvSource({
        "a.dita, TOPIC, ALWAYS",
        "a.DITA, TOPIC, ALWAYS",
        "a.ditamap, MAP, ALWAYS",
        "a.bookmap, MAP, ALWAYS",
        "a.ditaval, DITAVAL, ALWAYS",
        "a.xml, OTHER, IF_NO_MEDIA",
        "a.md, MARKDOWN, NEVER",
        "a.markdown, MARKDOWN, NEVER",
        "a.html, HTML_CSS, NEVER",
        "a.htm, HTML_CSS, NEVER",
        "a.xhtml, HTML_CSS, NEVER",
        "a.css, HTML_CSS, NEVER",
        "a.png, OTHER, NEVER",
        "a.svg, OTHER, NEVER",
        "a.task, OTHER, IF_XML",
        "a, OTHER, IF_XML",
        "x.dita/a, OTHER, IF_XML",
        ".dita, TOPIC, ALWAYS",
    })
    void theNameDecidesBeforeParsing(String name, FileKind kind, FileKind.Parsing parsing) {
        assertEquals(kind, FileKind.of(name));
        assertEquals(parsing, FileKind.parsing(name));
    }

    @ParameterizedTest
    @CsvSource({
        "a.xml, <topic/>, TOPIC",
        "a.xml, <dita/>, TOPIC",
        "a.xml, <map/>, MAP",
        "a.xml, <val/>, DITAVAL",
        "a.xml, <project/>, OTHER",
        "a.dita, <map/>, MAP",
        "a.ditamap, <topic/>, TOPIC",
        "a.dita, <html/>, TOPIC",
        "a.ditaval, <html/>, DITAVAL",
        "a.ditaval, <topic/>, DITAVAL",
        "a.strange, <task/>, TOPIC",
        "a, <html/>, OTHER",
    })
    void theContentDecidesAfterParsing(String name, String xml, FileKind expected) {
        assertEquals(expected, FileKind.of(name, Parsing.file(name, xml)));
    }

    @ParameterizedTest
    @CsvSource({
        "a.dita, '', TOPIC",
        "a.ditamap, <x, MAP",
        "a.bookmap, <x, MAP",
        "a.ditaval, <x, DITAVAL",
        "a.xml, '', OTHER",
        "a.xml, <html <p>, OTHER",
        "a.xml, <x, OTHER",
        "a.xml, <topic><p></topic>, TOPIC",
        "a.xml, <map><p></map>, MAP",
        "a.xml, <val><p></val>, DITAVAL",
        "a.xml, <dita><p></dita>, TOPIC",
        "a.strange, <task><p></task>, TOPIC",
        "a.xml, <!DOCTYPE x PUBLIC '-//ACME//DITA Thing//EN' 'x'><x, TOPIC",
        "a.xml, <!DOCTYPE x PUBLIC '-//ACME//DITA Map//EN' 'x'><x, MAP",
        "a.xml, <!DOCTYPE concept SYSTEM 'x'><concept, TOPIC",
        "a.xml, <!DOCTYPE html PUBLIC '-//W3C//DTD XHTML//EN' 'x'><html, OTHER",
        "a.xml, <!DOCTYPE x PUBLIC '-//ACME//DITA Map//EN' 'x' [<!ENT]><x/>, MAP",
    })
    void aBrokenFileKeepsTheKindOfItsNameElseOfWhatCouldBeRead(String name, String xml, FileKind expected) {
        assertEquals(expected, FileKind.ofBroken(name, Parsing.broken(xml)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<a/>", " \r\n\t<a/>", "<?xml version='1.0'?>", "\ufeff<a/>", "<!DOCTYPE a>"})
    void xmlBeginsWithATag(String text) {
        assertTrue(FileKind.looksLikeXml(text.getBytes(UTF_8)));
        assertTrue(FileKind.looksLikeXml(text.getBytes(UTF_16)));
        assertTrue(FileKind.looksLikeXml(text.getBytes(UTF_16LE)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "text <a/>", "{}", "\u0089PNG\r\n<", "%PDF", "a<", "PK\u0003\u0004<"})
    void otherFilesDoNot(String text) {
        assertFalse(FileKind.looksLikeXml(text.getBytes(ISO_8859_1)));
    }

    @Test
    void hintsComeFromNames() {
        assertEquals(DitaHint.TOPIC, DitaHint.of("/a/b.Dita"));
        assertEquals(DitaHint.MAP, DitaHint.of("b.bookmap"));
        assertEquals(DitaHint.MAP, DitaHint.of("b.ditamap"));
        assertEquals(DitaHint.DITAVAL, DitaHint.of("b.ditaval"));
        assertEquals(DitaHint.NONE, DitaHint.of("b.xml"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                // in another namespace
                "a.xml | <map xmlns='urn:x'/> | OTHER",
                "a.xml | <topic xmlns='http://docbook.org/ns/docbook'><title>x</topic> | OTHER",
                "a.xml | <val xmlns='urn:x'/> | OTHER",
                "a.xml | <bookmap xmlns='urn:x'/> | OTHER",
                "a.xml | <x:map xmlns:x='urn:x'/> | OTHER",
                "a.xml | <x:topic xmlns:x='urn:x'> | OTHER",
                "a.xml | <map xmlns=''/> | MAP",
                "a.xml | <topic xmlns='urn:x' class='- topic/topic '/> | TOPIC",
                "a.dita | <topic xmlns='urn:x'/> | TOPIC",
                // with another DOCTYPE
                "a.xml | <!DOCTYPE map PUBLIC '-//Sun Microsystems Inc.//DTD JavaHelp Map Version 1.0//EN' 'm.dtd'><map/> | OTHER",
                "a.jhm | <!DOCTYPE map PUBLIC '-//Sun Microsystems Inc.//DTD JavaHelp Map Version 2.0//EN' 'm.dtd'><map> | OTHER",
                "a.xml | <!DOCTYPE reference PUBLIC '-//OASIS//DTD DocBook XML V4.5//EN' 'd.dtd'><reference/> | OTHER",
                "a.xml | <!DOCTYPE task PUBLIC '-//OASIS//DTD DocBook XML V4.5//EN' 'd.dtd'><task><a></task> | OTHER",
                "a.xml | <!DOCTYPE task PUBLIC '-//OASIS//DTD DocBook XML V4.5//EN' 'd.dtd' [<!ENTI]><task/> | OTHER",
                "a.xml | <!DOCTYPE dita PUBLIC '-//ACME//DTD Tables//EN' 'd.dtd'><dita/> | OTHER",
                "a.xml | <!DOCTYPE map PUBLIC '-//ACME//DTD DITA Map//EN' 'm.dtd'><map/> | MAP",
                "a.xml | <!DOCTYPE concept PUBLIC '-//ACME//DTD Concept//EN' 'c.dtd'><concept/> | TOPIC",
                "a.ditamap | <!DOCTYPE map PUBLIC '-//ACME//DTD Map//EN' 'm.dtd'><map/> | MAP",
                "a.xml | <!DOCTYPE map SYSTEM 'map.dtd'><map/> | MAP",
                // with a class that is not one of DITA
                "a.xml | <task class='org.acme.Backup'/> | OTHER",
                "a.xml | <map class='a b'> | OTHER",
                "a.xml | <topic class='- own/thing '/> | OTHER",
                "a.xml | <topic class=''/> | TOPIC",
                "a.xml | <concept class='x'/> | TOPIC",
            })
    void rootsOfOtherVocabulariesAreNotDitaForTheirNames(String name, String xml, FileKind expected) {
        assertEquals(expected, kind(name, xml));
    }

    private static FileKind kind(String name, String xml) {
        try {
            byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
            return FileKind.of(name, new DitaParser().parse(new ByteArrayInputStream(bytes), DitaHint.of(name)));
        } catch (DitaSyntaxException e) {
            return FileKind.ofBroken(name, e);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
