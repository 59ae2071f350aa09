package org.openguides.processing.internal.dita;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DitaParserTest {

    @Test
    void readsWhatATopicSaysOfItself() {
        DitaDocument document = Parsing.topic(Parsing.TOPIC_DOCTYPE
                + "<topic id=' t ' xml:lang='de-CH'><title>\n The <b>big</b>\ttitle </title><body/></topic>");

        assertEquals(DitaType.TOPIC, document.type());
        assertEquals("topic", document.rootElement());
        assertEquals("- topic/topic", document.ditaClass());
        assertEquals("-//OASIS//DTD DITA Topic//EN", document.publicId());
        assertEquals("t", document.id());
        assertEquals("de-CH", document.language());
        assertEquals("The big title", document.title());
        assertEquals(List.of(), document.warnings());
        assertFalse(document.unknownSpecialisation());
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "a.dita, <concept/>, TOPIC",
        "a.xml, <concept/>, TOPIC",
        "a.ditamap, <concept/>, TOPIC",
        "a.dita, <dita/>, TOPIC",
        "a.dita, <map/>, MAP",
        "a.xml, <bookmap/>, MAP",
        "a.xml, <subjectScheme/>, MAP",
        "a.xml, <val/>, DITAVAL",
        "a.ditaval, <val/>, DITAVAL",
        "a.xml, <project/>, NOT_DITA",
        "a.xml, <html class='x'/>, NOT_DITA",
        "a.ditaval, <project/>, NOT_DITA",
        "a.xml, <chapter/>, NOT_DITA",
        "a.xml, <p/>, NOT_DITA",
        "a.xml, <recipe class=' - topic/topic   acme/recipe '/>, TOPIC",
        "a.xml, <list class='- map/map acme/list '/>, MAP",
        "a.xml, <list class='- topic/ul acme/list '/>, NOT_DITA",
    })
    void theRootsClassDecidesTheType(String name, String xml, DitaType expected) {
        DitaDocument document = Parsing.file(name, xml);

        assertEquals(expected, document.type());
        assertFalse(document.unknownSpecialisation());
    }

    @Test
    void anExplicitClassIsNormalised() {
        assertEquals(
                "- topic/topic acme/recipe",
                Parsing.topic("<recipe class=' - topic/topic\n acme/recipe '/>").ditaClass());
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "a.dita, -//ACME//Chapter//EN, chapter, TOPIC",
        "a.dita, -//ACME//DTD DITA Map Thing//EN, chapter, TOPIC",
        "a.ditamap, -//ACME//Chapter//EN, pubmap, MAP",
        "a.bookmap, -//ACME//Chapter//EN, pubmap, MAP",
        "a.xml, urn:pubid:acme:dita:chapter, chapter, TOPIC",
        "a.xml, -//ACME//DTD DITA PubMap//EN, pubmap, MAP",
    })
    void aSpecialisationWithoutKnownClassGoesByNameAndDoctype(
            String name, String publicId, String root, DitaType expected) {
        DitaDocument document = Parsing.file(
                name,
                "<!DOCTYPE " + root + " PUBLIC '" + publicId + "' 'urn:x'><" + root + " id='c'><title>T</title></"
                        + root + ">");

        assertEquals(expected, document.type());
        assertTrue(document.unknownSpecialisation());
        assertNull(document.ditaClass());
        assertEquals("T", document.title());
        assertEquals(
                "The class of root element " + root + " is not known",
                document.warnings().get(0));
    }

    @Test
    void elementsOfMapsMeanNothingInForeignTopics() {
        DitaDocument document = Parsing.topic("<!DOCTYPE chapter SYSTEM 'urn:x'><chapter id='c' scope='peer'>"
                + "<part keys='k'><topicref href='a.dita'/></part><topic id='t'><p id='p'/></topic></chapter>");

        assertEquals(DitaReference.Scope.LOCAL, document.references().get(0).scope());
        assertEquals(List.of(), document.keys());
        assertTrue(document.ids().has("anything/c", null));
        assertTrue(document.ids().has("t/p", null));
    }

    @Test
    void moreClassesCanBeTaught() throws Exception {
        DitaParser underTest = new DitaParser(
                Map.of("chapter", "- topic/topic acme/chapter", "heading", "- topic/title acme/heading"));
        String xml = "<chapter id='c'><heading>H</heading></chapter>";

        DitaDocument foreign = underTest.parse(bytes("<!DOCTYPE chapter SYSTEM 'urn:x'>" + xml), DitaHint.NONE);
        DitaDocument without = underTest.parse(bytes(xml), DitaHint.NONE);
        DitaDocument published = underTest.parse(
                bytes("<!DOCTYPE bookmap PUBLIC '-//OASIS//DTD DITA BookMap//EN' 'b'>"
                        + "<bookmap><chapter scope='peer' href='a'><topicref href='b'/></chapter></bookmap>"),
                DitaHint.NONE);

        assertEquals("- topic/topic acme/chapter", foreign.ditaClass());
        assertEquals("H", foreign.title());
        assertEquals(DitaType.TOPIC, without.type());
        assertEquals(DitaReference.Scope.PEER, published.references().get(1).scope());
    }

    @Test
    void anInvalidClassIsRejected() {
        assertThrows(IllegalArgumentException.class, () -> new DitaParser(Map.of("x", "topic/topic")));
    }

    @Test
    void onlyTheRootOfOtherXmlIsRead() {
        DitaDocument document = Parsing.file("a.xml", "<project id='p' title='x' href='y'><broken");

        assertEquals(DitaType.NOT_DITA, document.type());
        assertEquals("project", document.rootElement());
        assertNull(document.title());
        assertEquals(List.of(), document.references());
    }

    @Test
    void imagesOfFlagsInADitavalAreReferences() {
        DitaDocument document = Parsing.file(
                "a.ditaval",
                "<val><prop action='flag' href='no'>\n<startflag imageref=' a.png '><alt-text>A</alt-text></startflag>"
                        + "<endflag/></prop></val>");

        assertEquals(
                List.of(new DitaReference(
                        "startflag",
                        "imageref",
                        "a.png",
                        2,
                        DitaReference.Kind.URI,
                        DitaReference.Role.IMAGE,
                        DitaReference.Scope.LOCAL,
                        null,
                        null,
                        null,
                        null)),
                document.references());
    }

    @Test
    void aDitavalIsReadToItsEnd() {
        assertEquals(DitaType.DITAVAL, Parsing.broken("<val><prop></val>").typeSoFar());
    }

    @Test
    void aFailingStreamIsNotASyntaxError() {
        IOException failure = new IOException("disk");
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw failure;
            }
        };

        assertEquals(failure, assertThrows(IOException.class, () -> new DitaParser().parse(failing, DitaHint.NONE)));
    }

    @Test
    void aStreamThatFailsInTheMiddleIsNotASyntaxError() {
        IOException failure = new IOException("disk");
        InputStream failing = new InputStream() {
            private final InputStream start =
                    bytes("<!DOCTYPE topic SYSTEM 'file:///C:/a b.dtd'><topic><title>" + "x".repeat(9000));

            @Override
            public int read() throws IOException {
                int next = start.read();
                if (next < 0) {
                    throw failure;
                }
                return next;
            }
        };

        assertEquals(failure, assertThrows(IOException.class, () -> new DitaParser().parse(failing, DitaHint.NONE)));
    }

    @Test
    void theStreamStaysOpen() throws Exception {
        AtomicBoolean closed = new AtomicBoolean();
        InputStream bytes = new ByteArrayInputStream("<topic/>".getBytes(UTF_8)) {
            @Override
            public void close() {
                closed.set(true);
            }
        };

        new DitaParser().parse(bytes, DitaHint.NONE);

        assertFalse(closed.get());
    }

    @Test
    void manyThreadsMayUseOneParser() throws Exception {
        DitaParser underTest = new DitaParser();
        List<String> titles = java.util.stream.IntStream.range(0, 2000)
                .parallel()
                .mapToObj(i -> title(underTest, i))
                .toList();

        for (int i = 0; i < titles.size(); i++) {
            assertEquals("T " + i + " e" + i, titles.get(i));
        }
    }

    private static String title(DitaParser parser, int i) {
        try {
            return parser.parse(
                            bytes("<!DOCTYPE topic SYSTEM 't.dtd' [<!ENTITY e 'e" + i + "'>]><topic id='t" + i
                                    + "'><title>T " + i + "&nbsp;&e;</title></topic>"),
                            DitaHint.NONE)
                    .title();
        } catch (IOException | DitaSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static InputStream bytes(String xml) {
        return new ByteArrayInputStream(xml.getBytes(UTF_8));
    }
}
