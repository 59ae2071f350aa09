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

class FileNamesTest {

    @ParameterizedTest
    @CsvSource({
        "a.dita, TOPIC, ALWAYS",
        "a.DITA, TOPIC, ALWAYS",
        "a.ditamap, MAP, ALWAYS",
        "a.bookmap, MAP, ALWAYS",
        "a.ditaval, DITAVAL, ALWAYS",
        "a.xml, NOT_DITA, IF_NO_MEDIA",
        "a.md, NOT_DITA, NEVER",
        "a.markdown, NOT_DITA, NEVER",
        "a.html, NOT_DITA, NEVER",
        "a.htm, NOT_DITA, NEVER",
        "a.xhtml, NOT_DITA, NEVER",
        "a.css, NOT_DITA, NEVER",
        "a.png, NOT_DITA, NEVER",
        "a.svg, NOT_DITA, NEVER",
        "a.task, NOT_DITA, IF_XML",
        "a, NOT_DITA, IF_XML",
        "x.dita/a, NOT_DITA, IF_XML",
        ".dita, TOPIC, ALWAYS",
    })
    void theNameDecidesBeforeParsing(String name, DitaType type, FileNames.Parsing parsing) {
        assertEquals(type, DitaType.of(name));
        assertEquals(parsing, FileNames.parsing(name));
    }

    @ParameterizedTest
    @CsvSource({
        "a.xml, <topic/>, TOPIC",
        "a.xml, <dita/>, TOPIC",
        "a.xml, <map/>, MAP",
        "a.xml, <val/>, DITAVAL",
        "a.xml, <project/>, NOT_DITA",
        "a.dita, <map/>, MAP",
        "a.ditamap, <topic/>, TOPIC",
        "a.dita, <html/>, TOPIC",
        "a.ditaval, <html/>, DITAVAL",
        "a.ditaval, <topic/>, DITAVAL",
        "a.strange, <task/>, TOPIC",
        "a, <html/>, NOT_DITA",
    })
    void theContentDecidesAfterParsing(String name, String xml, DitaType expected) {
        assertEquals(expected, DitaType.of(name, Parsing.file(name, xml).type()));
    }

    @ParameterizedTest
    @CsvSource({
        "a.dita, '', TOPIC",
        "a.ditamap, <x, MAP",
        "a.bookmap, <x, MAP",
        "a.ditaval, <x, DITAVAL",
        "a.xml, '', NOT_DITA",
        "a.xml, <html <p>, NOT_DITA",
        "a.xml, <x, NOT_DITA",
        "a.xml, <topic><p></topic>, TOPIC",
        "a.xml, <map><p></map>, MAP",
        "a.xml, <val><p></val>, DITAVAL",
        "a.xml, <dita><p></dita>, TOPIC",
        "a.strange, <task><p></task>, TOPIC",
        "a.xml, <!DOCTYPE x PUBLIC '-//ACME//DITA Thing//EN' 'x'><x, TOPIC",
        "a.xml, <!DOCTYPE x PUBLIC '-//ACME//DITA Map//EN' 'x'><x, MAP",
        "a.xml, <!DOCTYPE concept SYSTEM 'x'><concept, TOPIC",
        "a.xml, <!DOCTYPE html PUBLIC '-//W3C//DTD XHTML//EN' 'x'><html, NOT_DITA",
        "a.xml, <!DOCTYPE x PUBLIC '-//ACME//DITA Map//EN' 'x' [<!ENT]><x/>, MAP",
    })
    void aBrokenFileKeepsTheTypeOfItsNameElseOfWhatCouldBeRead(String name, String xml, DitaType expected) {
        assertEquals(expected, DitaType.ofBroken(name, Parsing.broken(xml).typeSoFar()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<a/>", " \r\n\t<a/>", "<?xml version='1.0'?>", "\ufeff<a/>", "<!DOCTYPE a>"})
    void xmlBeginsWithATag(String text) {
        assertTrue(FileNames.looksLikeXml(text.getBytes(UTF_8)));
        assertTrue(FileNames.looksLikeXml(text.getBytes(UTF_16)));
        assertTrue(FileNames.looksLikeXml(text.getBytes(UTF_16LE)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "text <a/>", "{}", "\u0089PNG\r\n<", "%PDF", "a<", "PK\u0003\u0004<"})
    void otherFilesDoNot(String text) {
        assertFalse(FileNames.looksLikeXml(text.getBytes(ISO_8859_1)));
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
                // of another namespace
                "a.xml | <map xmlns='urn:x'/> | NOT_DITA",
                "a.xml | <topic xmlns='http://docbook.org/ns/docbook'><title>x</topic> | NOT_DITA",
                "a.xml | <val xmlns='urn:x'/> | NOT_DITA",
                "a.xml | <bookmap xmlns='urn:x'/> | NOT_DITA",
                "a.xml | <x:map xmlns:x='urn:x'/> | NOT_DITA",
                "a.xml | <x:topic xmlns:x='urn:x'> | NOT_DITA",
                "a.xml | <map xmlns=''/> | MAP",
                "a.xml | <topic xmlns='urn:x' class='- topic/topic '/> | TOPIC",
                "a.dita | <topic xmlns='urn:x'/> | TOPIC",
                // of another DOCTYPE
                "a.xml | <!DOCTYPE map PUBLIC '-//Sun Microsystems Inc.//DTD JavaHelp Map Version 1.0//EN' 'm.dtd'><map/> | NOT_DITA",
                "a.jhm | <!DOCTYPE map PUBLIC '-//Sun Microsystems Inc.//DTD JavaHelp Map Version 2.0//EN' 'm.dtd'><map> | NOT_DITA",
                "a.xml | <!DOCTYPE reference PUBLIC '-//OASIS//DTD DocBook XML V4.5//EN' 'd.dtd'><reference/> | NOT_DITA",
                "a.xml | <!DOCTYPE task PUBLIC '-//OASIS//DTD DocBook XML V4.5//EN' 'd.dtd'><task><a></task> | NOT_DITA",
                "a.xml | <!DOCTYPE task PUBLIC '-//OASIS//DTD DocBook XML V4.5//EN' 'd.dtd' [<!ENTI]><task/> | NOT_DITA",
                "a.xml | <!DOCTYPE dita PUBLIC '-//ACME//DTD Tables//EN' 'd.dtd'><dita/> | NOT_DITA",
                "a.xml | <!DOCTYPE map PUBLIC '-//ACME//DTD DITA Map//EN' 'm.dtd'><map/> | MAP",
                "a.xml | <!DOCTYPE concept PUBLIC '-//ACME//DTD Concept//EN' 'c.dtd'><concept/> | TOPIC",
                "a.ditamap | <!DOCTYPE map PUBLIC '-//ACME//DTD Map//EN' 'm.dtd'><map/> | MAP",
                "a.xml | <!DOCTYPE map SYSTEM 'map.dtd'><map/> | MAP",
                // with a class that is none of DITA
                "a.xml | <task class='org.acme.Backup'/> | NOT_DITA",
                "a.xml | <map class='a b'> | NOT_DITA",
                "a.xml | <topic class='- own/thing '/> | NOT_DITA",
                "a.xml | <topic class=''/> | TOPIC",
                "a.xml | <concept class='x'/> | TOPIC",
            })
    void rootsOfOtherVocabulariesAreNotDitaForTheirNames(String name, String xml, DitaType expected) {
        assertEquals(expected, type(name, xml));
    }

    private static DitaType type(String name, String xml) {
        try {
            byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
            return DitaType.of(
                    name,
                    new DitaParser()
                            .parse(new ByteArrayInputStream(bytes), DitaHint.of(name))
                            .type());
        } catch (DitaSyntaxException e) {
            return DitaType.ofBroken(name, e.typeSoFar());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
